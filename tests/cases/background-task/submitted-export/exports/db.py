import os

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["EXPORTS_DB"], connect_args={"check_same_thread": False})
SessionMaker = sessionmaker(engine)


def get_session():
    session = SessionMaker()
    try:
        yield session
        session.commit()
    except Exception:
        session.rollback()
        raise
    finally:
        session.close()

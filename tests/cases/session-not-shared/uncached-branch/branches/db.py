import os

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["BRANCH_DB"], connect_args={"check_same_thread": False})
factory = sessionmaker(engine, autoflush=False)


def get_session():
    session = factory()
    try:
        yield session
    finally:
        session.close()


shared = Depends(get_session)
private = Depends(get_session, use_cache=False)

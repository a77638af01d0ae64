import os

from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

engine = create_engine(os.environ["MUSEUM_DB"])
db = scoped_session(sessionmaker(bind=engine))


def release() -> None:
    """Hands the connection back before something slow."""
    db.remove()


def request_db():
    try:
        yield db
    finally:
        db.remove()

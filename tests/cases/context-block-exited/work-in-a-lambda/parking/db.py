import os

from sqlalchemy import create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_engine(os.environ["PARKING_DB"])
Session = sessionmaker(engine)
Base = declarative_base()


def in_session(work):
    """Calls `work` with a session and gives back what it returns."""
    with Session() as session:
        return work(session)

import os

from sqlalchemy import create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_engine(os.environ["TIDES_DB"], connect_args={"check_same_thread": False})
Maker = sessionmaker(engine)
Base = declarative_base()


def session():
    handle = Maker()
    try:
        yield handle
    finally:
        handle.close()

import os
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["ENERGY_DB"])
Session = sessionmaker(engine)


@contextmanager
def reading():
    session = Session()
    try:
        yield session
    finally:
        session.close()

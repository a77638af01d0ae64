import os

from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_engine(os.environ["CELLAR_DB"], connect_args={"check_same_thread": False})
Maker = sessionmaker(engine)
Base = declarative_base()


def reader():
    with Maker() as session:
        yield session


def writer():
    with Maker() as session:
        yield session


class Bottle(Base):
    __tablename__ = "bottles"

    id = Column(Integer, primary_key=True)
    label = Column(String)
    drunk = Column(Integer, default=0)

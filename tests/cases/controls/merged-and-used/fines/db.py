import os

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_engine(os.environ["FINES_DB"], connect_args={"check_same_thread": False})
Maker = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()


def session():
    with Maker() as opened:
        yield opened


class Driver(Base):
    __tablename__ = "drivers"

    id = Column(Integer, primary_key=True)
    plate = Column(String)
    fines = relationship("Fine")


class Fine(Base):
    __tablename__ = "fines"

    id = Column(Integer, primary_key=True)
    cents = Column(Integer)
    driver_id = Column(ForeignKey("drivers.id"))

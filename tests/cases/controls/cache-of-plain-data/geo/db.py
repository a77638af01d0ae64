import os

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_engine(os.environ["GEO_DB"], connect_args={"check_same_thread": False})
Maker = sessionmaker(engine)
Base = declarative_base()


def session():
    opened = Maker()
    try:
        yield opened
    finally:
        opened.close()


class Country(Base):
    __tablename__ = "countries"

    id = Column(Integer, primary_key=True)
    iso = Column(String)
    cities = relationship("City")


class City(Base):
    __tablename__ = "cities"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    country_id = Column(ForeignKey("countries.id"))

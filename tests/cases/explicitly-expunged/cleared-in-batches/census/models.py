from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from census.database import Base


class Household(Base):
    __tablename__ = "households"

    id = Column(Integer, primary_key=True)
    street = Column(String)
    rooms = Column(Integer)
    people = relationship("Person")


class Person(Base):
    __tablename__ = "people"

    id = Column(Integer, primary_key=True)
    household_id = Column(ForeignKey("households.id"))
    age = Column(Integer)

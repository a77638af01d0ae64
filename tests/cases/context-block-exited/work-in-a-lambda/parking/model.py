from sqlalchemy import Boolean, Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from parking.db import Base


class Garage(Base):
    __tablename__ = "garages"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    places = relationship("Place", lazy="dynamic")


class Place(Base):
    __tablename__ = "places"

    id = Column(Integer, primary_key=True)
    garage_id = Column(ForeignKey("garages.id"))
    free = Column(Boolean)
    number = Column(Integer)

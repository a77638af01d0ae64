from sqlalchemy import Column, Float, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from tides.sql import Base


class Station(Base):
    __tablename__ = "station"

    id = Column(Integer, primary_key=True)
    code = Column(String, unique=True)
    name = Column(String)
    levels = relationship("Level", order_by="Level.hour")


class Level(Base):
    __tablename__ = "level"

    id = Column(Integer, primary_key=True)
    station_id = Column(ForeignKey("station.id"))
    hour = Column(Integer)
    metres = Column(Float)

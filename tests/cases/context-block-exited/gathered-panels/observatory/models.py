from sqlalchemy import Column, Float, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from observatory.core.db import Base


class Telescope(Base):
    __tablename__ = "telescopes"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    exposures = relationship("Exposure", back_populates="telescope")


class Exposure(Base):
    __tablename__ = "exposures"

    id = Column(Integer, primary_key=True)
    seconds = Column(Float)
    telescope_id = Column(ForeignKey("telescopes.id"))
    telescope = relationship("Telescope", back_populates="exposures")


class Night(Base):
    __tablename__ = "nights"

    id = Column(Integer, primary_key=True)
    seeing = Column(Float)

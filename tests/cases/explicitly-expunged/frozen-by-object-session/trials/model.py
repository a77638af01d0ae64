from sqlalchemy import Column, Float, ForeignKey, Integer, String
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import relationship

from trials.base import Base, Freezable


class Trial(Freezable, Base):
    __tablename__ = "trials"

    id = Column(Integer, primary_key=True)
    code = Column(String)
    doses = relationship("Dose")
    amounts = association_proxy("doses", "milligrams")


class Dose(Base):
    __tablename__ = "doses"

    id = Column(Integer, primary_key=True)
    milligrams = Column(Float)
    trial_id = Column(ForeignKey("trials.id"))

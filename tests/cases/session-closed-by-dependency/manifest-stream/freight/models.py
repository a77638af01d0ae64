from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from .database import Base


class Manifest(Base):
    __tablename__ = "manifests"

    id = Column(Integer, primary_key=True)
    vessel = Column(String(60), nullable=False)
    parcels = relationship("Parcel", back_populates="manifest", order_by="Parcel.id")


class Parcel(Base):
    __tablename__ = "parcels"

    id = Column(Integer, primary_key=True)
    manifest_id = Column(ForeignKey("manifests.id"))
    label = Column(String(40))
    grams = Column(Integer)
    manifest = relationship("Manifest", back_populates="parcels")

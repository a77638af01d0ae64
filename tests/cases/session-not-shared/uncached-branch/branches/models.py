from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Region(Base):
    __tablename__ = "regions"

    id = Column(Integer, primary_key=True)
    vat = Column(Integer)


class Branch(Base):
    __tablename__ = "branches"

    id = Column(Integer, primary_key=True)
    code = Column(String)
    region_id = Column(ForeignKey("regions.id"))
    region = relationship(Region)


class Sale(Base):
    __tablename__ = "sales"

    id = Column(Integer, primary_key=True)
    branch_id = Column(ForeignKey("branches.id"))
    cents = Column(Integer)

from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Tariff(Base):
    __tablename__ = "tariffs"

    id = Column(Integer, primary_key=True)
    code = Column(String)
    steps = relationship("Step", order_by="Step.above")


class Step(Base):
    __tablename__ = "steps"

    id = Column(Integer, primary_key=True)
    tariff_id = Column(ForeignKey("tariffs.id"))
    above = Column(Integer)
    cents = Column(Integer)

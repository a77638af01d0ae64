from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Plan(Base):
    __tablename__ = "plan"

    id = Column(Integer, primary_key=True)
    code = Column(String(10))


class Account(Base):
    __tablename__ = "account"

    id = Column(Integer, primary_key=True)
    handle = Column(String(30))
    plan_id = Column(ForeignKey("plan.id"))
    plan = relationship(Plan)

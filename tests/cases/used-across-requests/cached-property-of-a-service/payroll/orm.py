import os

from sqlalchemy import Boolean, Column, Integer, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()
Maker = sessionmaker(create_engine(os.environ["PAYROLL_DB"]))


class Year(Base):
    __tablename__ = "years"

    id = Column(Integer, primary_key=True)
    current = Column(Boolean)
    rate = Column(Integer)
    reads = Column(Integer, default=0)

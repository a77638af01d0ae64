from sqlalchemy import Column, Integer, LargeBinary, String
from sqlalchemy.orm import declarative_base, deferred

Base = declarative_base()


class Dataset(Base):
    __tablename__ = "datasets"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    content = deferred(Column(LargeBinary))

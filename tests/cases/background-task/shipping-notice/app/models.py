from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Parcel(Base):
    __tablename__ = "parcel"

    id = Column(Integer, primary_key=True)
    tracking = Column(String)
    email = Column(String)
    state = Column(String, default="packed")

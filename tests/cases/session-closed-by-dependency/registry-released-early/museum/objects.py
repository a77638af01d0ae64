from sqlalchemy import Column, Integer, String, Text
from sqlalchemy.orm import declarative_base, deferred

Base = declarative_base()


class Exhibit(Base):
    __tablename__ = "exhibits"

    id = Column(Integer, primary_key=True)
    inventory = Column(String(20))
    room = Column(Integer)
    provenance = deferred(Column(Text, default=""))

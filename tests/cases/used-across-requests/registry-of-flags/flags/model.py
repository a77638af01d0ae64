from sqlalchemy import Boolean, Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship

from flags.db import Base


class Flag(Base):
    __tablename__ = "flags"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    on = Column(Boolean)
    exceptions = relationship("Exemption")


class Exemption(Base):
    __tablename__ = "exemptions"

    id = Column(Integer, primary_key=True)
    flag_id = Column(ForeignKey("flags.id"))
    group = Column(String)

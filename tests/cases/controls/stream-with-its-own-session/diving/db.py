import os

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_engine(os.environ["DIVING_DB"], connect_args={"check_same_thread": False})
SessionLocal = sessionmaker(engine)
Base = declarative_base()


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


class Log(Base):
    __tablename__ = "logs"

    id = Column(Integer, primary_key=True)
    diver = Column(String)
    dives = relationship("Dive")


class Dive(Base):
    __tablename__ = "dives"

    id = Column(Integer, primary_key=True)
    metres = Column(Integer)
    log_id = Column(ForeignKey("logs.id"))

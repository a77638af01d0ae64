import os

from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_engine(os.environ["COACHING_DB"], connect_args={"check_same_thread": False})
SessionLocal = sessionmaker(engine)
Base = declarative_base()


class Profile(Base):
    __tablename__ = "profiles"

    id = Column(Integer, primary_key=True)
    nick = Column(String)
    goal = Column(String)


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()

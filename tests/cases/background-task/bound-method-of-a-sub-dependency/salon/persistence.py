import os

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

Base = declarative_base()
engine = create_engine(os.environ["SALON_DB"], connect_args={"check_same_thread": False})
Local = sessionmaker(bind=engine, expire_on_commit=False)


class Client(Base):
    __tablename__ = "clients"

    id = Column(Integer, primary_key=True)
    phone = Column(String)


class Visit(Base):
    __tablename__ = "visits"

    id = Column(Integer, primary_key=True)
    hour = Column(String)
    client_id = Column(ForeignKey("clients.id"))
    client = relationship(Client)


def local_session():
    db = Local()
    yield db
    db.close()

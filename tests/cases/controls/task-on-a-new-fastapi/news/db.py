import os

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_engine(os.environ["NEWS_DB"], connect_args={"check_same_thread": False})
SessionLocal = sessionmaker(bind=engine)
Base = declarative_base()


class Article(Base):
    __tablename__ = "articles"

    id = Column(Integer, primary_key=True)
    slug = Column(String)
    readers = relationship("Reader")


class Reader(Base):
    __tablename__ = "readers"

    id = Column(Integer, primary_key=True)
    url = Column(String)
    article_id = Column(ForeignKey("articles.id"))


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()

import os

from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import declarative_base

Base = declarative_base()
Maker = async_sessionmaker(create_async_engine(os.environ["JUKEBOX_DB"]))


class Song(Base):
    __tablename__ = "songs"

    id = Column(Integer, primary_key=True)
    title = Column(String)
    played = Column(Integer)


async def session():
    async with Maker() as opened:
        yield opened

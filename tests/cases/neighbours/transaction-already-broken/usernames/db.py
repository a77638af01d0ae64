import os

from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import declarative_base

maker = async_sessionmaker(create_async_engine(os.environ["USERNAMES_DB"]))
Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)


async def session():
    async with maker() as opened:
        yield opened

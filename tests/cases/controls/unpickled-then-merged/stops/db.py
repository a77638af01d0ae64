import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, relationship

maker = async_sessionmaker(create_async_engine(os.environ["STOPS_DB"]), expire_on_commit=False)


async def session():
    async with maker() as opened:
        yield opened


Db = Annotated[AsyncSession, Depends(session)]


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Stop(Base):
    __tablename__ = "stops"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    lines = relationship("Line")


class Line(Base):
    __tablename__ = "lines"

    id = Column(Integer, primary_key=True)
    number = Column(String)
    stop_id = Column(ForeignKey("stops.id"))

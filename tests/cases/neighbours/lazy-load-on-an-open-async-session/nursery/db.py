import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

maker = async_sessionmaker(create_async_engine(os.environ["NURSERY_DB"]))


async def session():
    async with maker() as opened:
        yield opened


Db = Annotated[AsyncSession, Depends(session)]


class Base(DeclarativeBase):
    pass


class Bed(Base):
    __tablename__ = "beds"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    plants: Mapped[list["Plant"]] = relationship()


class Plant(Base):
    __tablename__ = "plants"

    id: Mapped[int] = mapped_column(primary_key=True)
    species: Mapped[str]
    bed_id: Mapped[int] = mapped_column(ForeignKey("beds.id"))

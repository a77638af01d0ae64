import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

maker = async_sessionmaker(create_async_engine(os.environ["SURVEY_DB"]), expire_on_commit=False)


async def session():
    async with maker() as opened:
        yield opened


Db = Annotated[AsyncSession, Depends(session)]


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Survey(Base):
    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    answers: Mapped[list["Answer"]] = relationship()


class Answer(Base):
    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    points: Mapped[int]

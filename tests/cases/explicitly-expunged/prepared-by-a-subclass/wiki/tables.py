import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

maker = async_sessionmaker(create_async_engine(os.environ["WIKI_DB"]))


class Base(DeclarativeBase):
    pass


class Page(Base):
    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text, deferred=True)


async def session():
    async with maker() as opened:
        yield opened


Db = Annotated[AsyncSession, Depends(session)]

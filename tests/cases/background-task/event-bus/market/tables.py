import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Maker = async_sessionmaker(create_async_engine(os.environ["MARKET_DB"]), expire_on_commit=False)


async def session():
    async with Maker() as opened:
        yield opened


Db = Annotated[AsyncSession, Depends(session)]


class Base(DeclarativeBase):
    pass


class Seller(Base):
    __tablename__ = "sellers"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str]


class Offer(Base):
    __tablename__ = "offers"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    sold: Mapped[bool] = mapped_column(default=False)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    seller: Mapped[Seller] = relationship()

import os

from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

sessions = async_sessionmaker(create_async_engine(os.environ["ALMANAC_DB"]), expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Month(Base):
    __tablename__ = "months"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    feasts: Mapped[list["Feast"]] = relationship()


class Feast(Base):
    __tablename__ = "feasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    month_id: Mapped[int] = mapped_column(ForeignKey("months.id"))
    name: Mapped[str]

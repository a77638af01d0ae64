import os
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_maker = async_sessionmaker(create_async_engine(os.environ["LAB_DB"]))


class Base(DeclarativeBase):
    pass


class Sample(Base):
    __tablename__ = "samples"

    id: Mapped[int] = mapped_column(primary_key=True)
    barcode: Mapped[str]
    state: Mapped[str]


@asynccontextmanager
async def unit():
    session = _maker()
    try:
        yield session
        await session.commit()
    finally:
        await session.close()

import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

maker = async_sessionmaker(create_async_engine(os.environ["ALERTS_DB"]))


class Base(DeclarativeBase):
    pass


class Alarm(Base):
    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    sensor: Mapped[str]
    level: Mapped[int]


async def transaction():
    async with maker.begin() as session:
        yield session

import os

from sqlalchemy import Column, Float, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship

engine = create_async_engine(os.environ["RACES_DB"])
Base = declarative_base()


class Reading:
    async def __aenter__(self) -> AsyncSession:
        self.session = AsyncSession(engine)
        return self.session

    async def __aexit__(self, *error) -> None:
        await self.session.close()


class Race(Base):
    __tablename__ = "races"

    id = Column(Integer, primary_key=True)
    track = Column(String)
    laps = relationship("Lap")


class Lap(Base):
    __tablename__ = "laps"

    id = Column(Integer, primary_key=True)
    race_id = Column(ForeignKey("races.id"))
    seconds = Column(Float)

import asyncio
from dataclasses import dataclass

from sqlalchemy import select

from observatory.core.db import AsyncSessionFactory
from observatory.models import Night, Telescope


@dataclass
class Panels:
    telescope: Telescope
    night: Night

    def exposure_time(self) -> float:
        return sum(e.seconds for e in self.telescope.exposures)


async def telescope(name: str) -> Telescope:
    async with AsyncSessionFactory() as session:
        found = await session.execute(select(Telescope).where(Telescope.name == name))
        return found.scalar_one()


async def night(number: int) -> Night:
    async with AsyncSessionFactory() as session:
        return await session.get_one(Night, number)


async def collect(name: str, number: int) -> Panels:
    instrument, conditions = await asyncio.gather(telescope(name), night(number))
    return Panels(telescope=instrument, night=conditions)

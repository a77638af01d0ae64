from sqlalchemy import select
from sqlalchemy.orm import selectinload

from races.db import Race, Reading


async def race(number: int) -> tuple[Race, str]:
    query = select(Race).options(selectinload(Race.laps)).where(Race.id == number)
    async with Reading() as session:
        found = (await session.execute(query)).scalar_one()
        return found, found.track.upper()

from sqlalchemy import select

from regatta.database import database
from regatta.models import Boat


async def entry(sail: str) -> dict:
    async with database.session() as session:
        boats = await session.execute(select(Boat).where(Boat.sail == sail))
        boat = boats.scalars().one()
        return {"sail": boat.sail, "captain": boat.captain}

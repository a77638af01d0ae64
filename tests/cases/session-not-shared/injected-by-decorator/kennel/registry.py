from sqlalchemy import func, select

from .entities import Dog, Stay
from .sessions import with_session


@with_session
async def by_chip(session, chip: str) -> tuple[Dog, int]:
    """The dog, and how often it has been here."""
    dog = (await session.scalars(select(Dog).where(Dog.chip == chip))).one()
    stays = await session.scalar(select(func.count(Stay.id)).where(Stay.dog_id == dog.id))
    return dog, stays

from typing import Protocol

from sqlalchemy import select

from rides.storage import SessionFactory, factory
from rides.tables import Rider


class Riders(Protocol):
    async def calling_from(self, phone: str) -> Rider: ...


class StoredRiders:
    def __init__(self, sessions: SessionFactory) -> None:
        self._sessions = sessions

    async def calling_from(self, phone: str) -> Rider:
        query = select(Rider).where(Rider.phone == phone)
        async with self._sessions() as session:
            result = await session.stream(query)
            return (await result.scalars().all())[0]


def riders() -> Riders:
    return StoredRiders(factory())

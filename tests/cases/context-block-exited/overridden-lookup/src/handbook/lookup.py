from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import NoResultFound

from handbook.db import reading

T = TypeVar("T")


class Lookup(ABC, Generic[T]):
    async def __call__(self, key: int) -> T | None:
        async with reading() as session:
            try:
                return await self.fetch(session, key)
            except NoResultFound:
                return None

    @abstractmethod
    async def fetch(self, session: AsyncSession, key: int) -> T: ...

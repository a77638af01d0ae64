from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from bookshop.tables import get_session


class Repository:
    def __init__(self, session: AsyncSession = Depends(get_session)) -> None:
        self.session = session

    async def find(self, key: str):
        raise NotImplementedError

    async def read(self, key: str):
        """For showing only: changes to it are never written."""
        row = await self.find(key)
        self.session.expunge(row)
        return row

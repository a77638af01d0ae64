from sqlalchemy import Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, deferred, mapped_column

from handbook.db import Base
from handbook.lookup import Lookup


class Chapter(Base):
    __tablename__ = "chapters"

    number: Mapped[int] = mapped_column(primary_key=True)
    heading: Mapped[str]
    body: Mapped[str] = deferred(mapped_column(Text))


class ChapterLookup(Lookup[Chapter]):
    async def fetch(self, session: AsyncSession, key: int) -> Chapter:
        return await session.get_one(Chapter, key)

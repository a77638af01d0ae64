import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(os.environ["BADGES_DB"])
maker = async_sessionmaker(engine, expire_on_commit=False)


async def session():
    async with maker() as opened:
        yield opened


async def finish(opened: AsyncSession) -> None:
    await opened.commit()
    await opened.close()


Db = Annotated[AsyncSession, Depends(session)]


class Base(DeclarativeBase):
    pass


class Badge(Base):
    __tablename__ = "badges"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str]
    uses: Mapped[int]

import os

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

Sessions = async_sessionmaker(create_async_engine(os.environ["IRRIGATION_DB"]), expire_on_commit=False)


async def session():
    async with Sessions() as db:
        yield db


async def discard(db: AsyncSession) -> None:
    """Forgets everything that was tried."""
    await db.rollback()
    await db.close()

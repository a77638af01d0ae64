import os
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine(os.environ["TICKETING_DSN"])
open_session = async_sessionmaker(engine)


async def session_for_request() -> AsyncIterator[AsyncSession]:
    async with open_session() as session:
        yield session


async def complete(session: AsyncSession) -> None:
    """Commits and gives the connection back at once."""
    await session.commit()
    await session.close()


RequestSession = Annotated[AsyncSession, Depends(session_for_request)]

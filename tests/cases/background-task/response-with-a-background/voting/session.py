import os
from contextvars import ContextVar

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

_maker = async_sessionmaker(create_async_engine(os.environ["VOTING_DB"]), expire_on_commit=False)
_session: ContextVar[AsyncSession] = ContextVar("session")


async def with_session():
    async with _maker() as session:
        _session.set(session)
        yield


def current() -> AsyncSession:
    return _session.get()

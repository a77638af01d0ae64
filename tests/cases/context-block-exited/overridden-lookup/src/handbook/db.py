import os
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


engine = create_async_engine(os.environ["HANDBOOK_DB"])


def new_session() -> AsyncSession:
    return AsyncSession(engine, expire_on_commit=False)


@asynccontextmanager
async def reading():
    async with new_session() as session:
        yield session

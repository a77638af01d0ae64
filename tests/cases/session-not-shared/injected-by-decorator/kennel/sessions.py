import functools
import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

engine = create_async_engine(os.environ["KENNEL_DB"])
maker = async_sessionmaker(engine, expire_on_commit=False)


def with_session(function):
    """Gives `function` a session as its first argument."""

    @functools.wraps(function)
    async def inner(*args, **kwargs):
        async with maker() as session:
            return await function(session, *args, **kwargs)

    return inner


async def per_request():
    async with maker() as session:
        yield session

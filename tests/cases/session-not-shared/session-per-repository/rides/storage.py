import os
from collections.abc import Callable

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine(os.environ["RIDES_DB"])
SessionFactory = Callable[[], AsyncSession]


def factory() -> SessionFactory:
    return async_sessionmaker(engine, expire_on_commit=False)


class PerRequest:
    def __init__(self, open_: SessionFactory) -> None:
        self.open = open_

    async def __call__(self, request: Request):
        async with self.open() as session:
            yield session


request_session = PerRequest(factory())

import os

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from .mapping import Order

_engine = create_async_engine(os.environ["ORDERS_DB"])
_factory = async_sessionmaker(_engine, expire_on_commit=False)


class OrderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def open_ones(self) -> list[Order]:
        found = await self.session.stream(select(Order).where(Order.open))
        return [order async for order in found.scalars()]


class UnitOfWork:
    async def __aenter__(self) -> "UnitOfWork":
        self.session = _factory()
        self.orders = OrderRepository(self.session)
        return self

    async def __aexit__(self, kind, error, trace) -> None:
        if kind is None:
            await self.session.commit()
        await self.session.close()

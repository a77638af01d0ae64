"""A wholesaler imports a supplier's price list and says where the delivery comes from."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Address(Base):
    __tablename__ = "address"
    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str]


class Supplier(Base):
    __tablename__ = "supplier"
    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    address: Mapped[Address] = relationship()


class Price(Base):
    __tablename__ = "price"
    id: Mapped[int] = mapped_column(primary_key=True)
    cents: Mapped[int]


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


# [show]
async def store_prices(session: AsyncSession, prices: list[Price]) -> None:
    session.add_all(prices)
    await session.flush()
    session.expunge_all()


@app.post("/suppliers/{supplier_id}/prices")
async def import_prices(
    supplier_id: int,
    cents: list[int],
    session: AsyncSession = Depends(get_session),
) -> dict[str, str]:
    supplier = await session.get_one(Supplier, supplier_id)
    await store_prices(session, [Price(cents=amount) for amount in cents])
    city = (await supplier.awaitable_attrs.address).city
    await session.commit()
    return {"from": city}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def main() -> bool:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal.begin() as session:
        session.add(Supplier(address=Address(city="Bergen")))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://wholesale") as client:
        reply = await client.post("/suppliers/1/prices", json=[199, 249])
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"from":"Bergen"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

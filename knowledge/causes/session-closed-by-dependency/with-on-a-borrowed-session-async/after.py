"""A garage shows the repairs of a car; a service finds the car."""

import asyncio
import logging
import sys

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


class Car(Base):
    __tablename__ = "car"
    id: Mapped[int] = mapped_column(primary_key=True)
    repairs: Mapped[list["Repair"]] = relationship()


class Repair(Base):
    __tablename__ = "repair"
    id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str]
    car_id: Mapped[int] = mapped_column(ForeignKey("car.id"))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
class Garage:
    def __init__(self, session: AsyncSession = Depends(get_session)):
        self.session = session

    async def find(self, car_id: int) -> Car:
        return await self.session.get_one(Car, car_id)


@app.get("/cars/{car_id}/repairs")
async def repairs_of(car_id: int, garage: Garage = Depends()) -> list[str]:
    car = await garage.find(car_id)
    return [repair.part for repair in await car.awaitable_attrs.repairs]


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
        session.add(Car(repairs=[Repair(part="clutch"), Repair(part="horn")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://garage") as client:
        reply = await client.get("/cars/1/repairs")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '["clutch","horn"]'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

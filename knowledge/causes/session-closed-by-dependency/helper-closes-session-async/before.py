"""A ship shows its crew; a helper counts the sailors and closes the session it was handed."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Ship(Base):
    __tablename__ = "ship"
    id = Column(Integer, primary_key=True)
    sailors = relationship("Sailor")


class Sailor(Base):
    __tablename__ = "sailor"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    ship_id = Column(ForeignKey("ship.id"))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def on_board(session: AsyncSession, ship_id: int) -> int:
    count = await session.scalar(select(func.count()).where(Sailor.ship_id == ship_id))
    await session.close()
    return count


@app.get("/ships/{ship_id}/crew")
async def show_crew(ship_id: int, session: AsyncSession = Depends(get_session)):
    ship = await session.get(Ship, ship_id)
    count = await on_board(session, ship_id)
    return {"count": count, "names": [sailor.name for sailor in ship.sailors]}


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
    async with SessionLocal() as session, session.begin():
        session.add(Ship(sailors=[Sailor(name="Ada"), Sailor(name="Grace")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://crew") as client:
        reply = await client.get("/ships/1/crew")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"count":2,"names":["Ada","Grace"]}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

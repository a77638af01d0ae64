"""A ferry takes vehicles aboard; when it is full, the reply says how many it takes."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI, HTTPException
from sqlalchemy import Column, Integer
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Ferry(Base):
    __tablename__ = "ferry"
    id = Column(Integer, primary_key=True)
    places = Column(Integer)
    taken = Column(Integer)


# [show]
class Full(Exception):
    pass


def take_place(ferry: Ferry) -> None:
    if ferry.taken == ferry.places:
        raise Full(f"all {ferry.places} places are taken")
    ferry.taken += 1


@app.post("/ferries/{ferry_id}/vehicles")
async def board(ferry_id: int):
    try:
        async with SessionLocal() as session, session.begin():
            ferry = await session.get(Ferry, ferry_id)
            take_place(ferry)
    except Full as refusal:
        raise HTTPException(409, str(refusal)) from None
    return {"aboard": True}


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
        session.add(Ferry(places=2, taken=2))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ferry") as client:
        reply = await client.post("/ferries/1/vehicles")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"detail":"all 2 places are taken"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

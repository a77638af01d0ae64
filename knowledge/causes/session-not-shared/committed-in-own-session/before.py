"""A hotel checks a guest in; a helper notes the visit and commits in a session of its own."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Guest(Base):
    __tablename__ = "guest"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    visits = Column(Integer)


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def count_visit(guest_id: int) -> Guest:
    async with SessionLocal() as session:
        guest = await session.get(Guest, guest_id)
        guest.visits += 1
        await session.commit()
    return guest


@app.post("/guests/{guest_id}/visits")
async def check_in(guest_id: int, session: AsyncSession = Depends(get_session)):
    guest = await count_visit(guest_id)
    return {"welcome": guest.name}


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
        session.add(Guest(name="Ada", visits=2))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hotel") as client:
        reply = await client.post("/guests/1/visits")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"welcome":"Ada"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

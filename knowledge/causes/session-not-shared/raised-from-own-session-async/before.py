"""A pool refuses a guest whose card has expired; the error reply names the card."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Guest(Base):
    __tablename__ = "guest"
    id = Column(Integer, primary_key=True)
    card_id = Column(ForeignKey("card.id"))
    card = relationship("Card")


class Card(Base):
    __tablename__ = "card"
    id = Column(Integer, primary_key=True)
    number = Column(String)


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
class Refused(Exception):
    def __init__(self, guest: Guest):
        self.guest = guest


@app.exception_handler(Refused)
async def refused(request: Request, error: Refused):
    return JSONResponse({"renew": error.guest.card.number}, status_code=403)


async def find_guest(guest_id: int) -> Guest:
    async with SessionLocal() as session:
        return await session.get(Guest, guest_id)


@app.post("/pool/{guest_id}")
async def enter(guest_id: int, session: AsyncSession = Depends(get_session)):
    raise Refused(await find_guest(guest_id))


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
        session.add(Guest(card=Card(number="K7")))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://pool") as client:
        reply = await client.post("/pool/1")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"renew":"K7"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

"""A theatre sells seats; a seat that is already sold is reported by an exception handler."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Seat(Base):
    __tablename__ = "seat"
    id = Column(Integer, primary_key=True)
    label = Column(String)
    guest = Column(String)


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
class SeatTaken(Exception):
    def __init__(self, seat: Seat):
        self.seat = seat


@app.exception_handler(SeatTaken)
async def seat_taken(request: Request, error: SeatTaken):
    return JSONResponse({"detail": f"{error.seat.label} is taken"}, status_code=409)


@app.put("/seats/{seat_id}/guest")
async def book(seat_id: int, name: str, session: AsyncSession = Depends(get_session)):
    async with session.begin():
        seat = await session.get(Seat, seat_id)
        if seat.guest:
            raise SeatTaken(seat)
        seat.guest = name
    return {"guest": name}


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
        session.add(Seat(label="C 12", guest="Ada"))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://theatre") as client:
        reply = await client.put("/seats/1/guest", params={"name": "Grace"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.status_code == 409 and reply.json() == {"detail": "C 12 is taken"}


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

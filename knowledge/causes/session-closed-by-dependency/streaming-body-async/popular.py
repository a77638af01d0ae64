"""A fair exports the stalls of a hall as a streamed list."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()


class Hall(Base):
    __tablename__ = "hall"
    id = Column(Integer, primary_key=True)
    stalls = relationship("Stall")


class Stall(Base):
    __tablename__ = "stall"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    hall_id = Column(ForeignKey("hall.id"))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def stall_lines(hall: Hall):
    for stall in hall.stalls:
        yield f"{stall.name}\n"


@app.get("/halls/{hall_id}/stalls")
async def export_stalls(hall_id: int, session: AsyncSession = Depends(get_session)):
    hall = await session.get(Hall, hall_id)
    return StreamingResponse(stall_lines(hall), media_type="text/plain")


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
        session.add(Hall(stalls=[Stall(name="Pots"), Stall(name="Tea")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://fair") as client:
        reply = await client.get("/halls/1/stalls")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == "Pots\nTea\n"


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

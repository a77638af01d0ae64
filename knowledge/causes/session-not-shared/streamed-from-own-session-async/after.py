"""A laboratory streams the readings of a probe; a look-up has a session of its own."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship, selectinload, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Probe(Base):
    __tablename__ = "probe"
    id = Column(Integer, primary_key=True)
    readings = relationship("Reading")


class Reading(Base):
    __tablename__ = "reading"
    id = Column(Integer, primary_key=True)
    value = Column(Integer)
    probe_id = Column(ForeignKey("probe.id"))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def find_probe(probe_id: int, session: AsyncSession) -> Probe:
    with_readings = [selectinload(Probe.readings)]
    return await session.get(Probe, probe_id, options=with_readings)


async def rows(probe: Probe):
    for reading in probe.readings:
        yield f"{reading.value}\n"


@app.get("/probes/{probe_id}/readings")
async def export(probe_id: int, session: AsyncSession = Depends(get_session)):
    probe = await find_probe(probe_id, session)
    return StreamingResponse(rows(probe), media_type="text/csv")


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
        session.add(Probe(readings=[Reading(value=7), Reading(value=9)]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://lab") as client:
        reply = await client.get("/probes/1/readings")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == "7\n9\n"


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

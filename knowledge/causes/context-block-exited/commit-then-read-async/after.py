"""A post office registers a letter and answers with its number."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
# [show]
SessionLocal = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
# [/show]
Base = declarative_base()
app = FastAPI()


class Stamp(Base):
    __tablename__ = "stamp"
    id = Column(Integer, primary_key=True)
    motif = Column(String)


# [show]
@app.post("/stamps")
async def sell(motif: str):
    async with SessionLocal() as session:
        stamp = Stamp(motif=motif)
        session.add(stamp)
        await session.commit()
    return {"number": stamp.id}


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
        session.add(Stamp(motif="owl"))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://post") as client:
        reply = await client.post("/stamps", params={"motif": "fox"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"number":2}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

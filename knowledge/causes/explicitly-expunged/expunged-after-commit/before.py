"""A library enrols a reader and welcomes them with the card number the database chose."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Reader(Base):
    __tablename__ = "reader"
    card = Column(Integer, primary_key=True)
    name = Column(String)


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def store(session: AsyncSession, reader: Reader) -> None:
    session.add(reader)
    await session.commit()
    session.expunge(reader)


@app.post("/readers/{name}")
async def enrol(name: str, session: AsyncSession = Depends(get_session)):
    reader = Reader(name=name)
    await store(session, reader)
    return {"welcome": reader.name, "card": reader.card}


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
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://library") as client:
        reply = await client.post("/readers/Noor")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"welcome":"Noor","card":1}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

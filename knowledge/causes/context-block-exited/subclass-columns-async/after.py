"""A zoo describes an animal; birds have columns of their own."""

import asyncio
import logging
import sys
from typing import ClassVar

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Animal(Base):
    __tablename__ = "animal"
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    __mapper_args__: ClassVar = {"polymorphic_on": kind, "polymorphic_identity": "animal"}


# [show]
class Bird(Animal):
    __tablename__ = "bird"
    id = Column(ForeignKey("animal.id"), primary_key=True)
    wingspan = Column(Integer)
    __mapper_args__: ClassVar = {"polymorphic_identity": "bird"}


async def find_animal(number: int) -> Animal:
    async with SessionLocal() as session:
        animal = await session.get(Animal, number)
        await session.refresh(animal)
        return animal


@app.get("/animals/{number}")
async def describe(number: int):
    animal = await find_animal(number)
    return {"kind": animal.kind, "wingspan": animal.wingspan}


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
        session.add(Bird(wingspan=31))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://zoo") as client:
        reply = await client.get("/animals/1")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"kind":"bird","wingspan":31}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

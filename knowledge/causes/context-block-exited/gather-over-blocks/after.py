"""A test magazine compares two phones; reviews are long, so their column is deferred."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, undefer

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Phone(Base):
    __tablename__ = "phone"
    id: Mapped[int] = mapped_column(primary_key=True)
    model: Mapped[str]
    review: Mapped[str] = mapped_column(deferred=True)


# [show]
async def load_phone(phone_id: int) -> Phone:
    async with SessionLocal() as session:
        return await session.get_one(Phone, phone_id, options=[undefer(Phone.review)])


@app.get("/compare/{left_id}/{right_id}")
async def compare(left_id: int, right_id: int) -> dict[str, str]:
    phones = await asyncio.gather(load_phone(left_id), load_phone(right_id))
    return {phone.model: phone.review for phone in phones}


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
    async with SessionLocal.begin() as session:
        session.add_all([Phone(model="Pebble", review="sturdy"), Phone(model="Feather", review="light")])
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://magazine") as client:
        reply = await client.get("/compare/1/2")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"Pebble":"sturdy","Feather":"light"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

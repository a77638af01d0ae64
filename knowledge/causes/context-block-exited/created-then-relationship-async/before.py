"""A clinic opens a new ward, and answers with its nurses, who are none yet."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Ward(Base):
    __tablename__ = "ward"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    nurses: Mapped[list["Nurse"]] = relationship()


class Nurse(Base):
    __tablename__ = "nurse"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))


# [show]
@app.post("/wards")
async def open_ward(name: str):
    async with SessionLocal() as session:
        ward = Ward(name=name)
        session.add(ward)
        await session.commit()
        await session.refresh(ward)
    return {"name": ward.name, "nurses": [nurse.name for nurse in ward.nurses]}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://clinic") as client:
        reply = await client.post("/wards", params={"name": "West"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"name":"West","nurses":[]}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

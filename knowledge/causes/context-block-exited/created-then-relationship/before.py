"""A clinic opens a new ward, and answers with its nurses, who are none yet."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
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
def open_ward(name: str):
    with SessionLocal() as session:
        ward = Ward(name=name)
        session.add(ward)
        session.commit()
        session.refresh(ward)
    return {"name": ward.name, "nurses": [nurse.name for nurse in ward.nurses]}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def ask() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://clinic") as client:
        return await client.post("/wards", params={"name": "West"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"name":"West","nurses":[]}' else 1)

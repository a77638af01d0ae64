"""A depot looks up a vehicle by its base class; trucks have a column of their own."""

import asyncio
import logging
import sys
from typing import ClassVar

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Vehicle(Base):
    __tablename__ = "vehicle"
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    __mapper_args__: ClassVar = {"polymorphic_on": kind, "polymorphic_identity": "vehicle"}


# [show]
class Truck(Vehicle):
    __tablename__ = "truck"
    id = Column(ForeignKey("vehicle.id"), primary_key=True)
    payload = Column(Integer)
    __mapper_args__: ClassVar = {"polymorphic_identity": "truck"}


# [/show]


# [show]
def find_vehicle(number: int) -> Vehicle:
    with SessionLocal() as session:
        vehicle = session.get(Vehicle, number)
        session.refresh(vehicle)
        return vehicle


@app.get("/vehicles/{number}")
def describe(number: int):
    vehicle = find_vehicle(number)
    return {"kind": vehicle.kind, "payload": vehicle.payload}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://depot") as client:
        return await client.get("/vehicles/1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Truck(payload=7500))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"kind":"truck","payload":7500}' else 1)

"""A car park refuses a car that is already inside; an exception handler writes the reply."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Car(Base):
    __tablename__ = "car"
    id = Column(Integer, primary_key=True)
    owner_id = Column(ForeignKey("owner.id"))
    owner = relationship("Owner")


class Owner(Base):
    __tablename__ = "owner"
    id = Column(Integer, primary_key=True)
    name = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
class AlreadyInside(Exception):
    def __init__(self, car: Car):
        self.car = car


@app.exception_handler(AlreadyInside)
def already_inside(request: Request, error: AlreadyInside):
    return JSONResponse({"owner": error.car.owner.name}, status_code=409)


@app.post("/cars/{car_id}/entry")
def enter(car_id: int, session: Session = Depends(get_session)):
    raise AlreadyInside(session.get(Car, car_id))


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
    async with httpx.AsyncClient(transport=transport, base_url="http://parking") as client:
        return await client.post("/cars/1/entry")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Car(owner=Owner(name="Ada")))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"owner":"Ada"}' else 1)

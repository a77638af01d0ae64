"""A railway looks up a station in one request and its departures in the next; stations are cached."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Station(Base):
    __tablename__ = "station"
    id = Column(Integer, primary_key=True)
    code = Column(String, unique=True)
    name = Column(String)
    departures = relationship("Departure")


class Departure(Base):
    __tablename__ = "departure"
    id = Column(Integer, primary_key=True)
    station_id = Column(ForeignKey("station.id"))
    time = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
stations: dict[str, Station] = {}


def find_station(session: Session, code: str) -> Station:
    if code not in stations:
        stations[code] = session.query(Station).filter_by(code=code).one()
    return stations[code]


@app.get("/stations/{code}")
def show_station(code: str, session: Session = Depends(get_session)):
    return {"name": find_station(session, code).name}


@app.get("/stations/{code}/departures")
def show_departures(code: str, session: Session = Depends(get_session)):
    station = find_station(session, code)
    return [departure.time for departure in station.departures]


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def travel() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://railway") as client:
        await client.get("/stations/OSL")
        return await client.get("/stations/OSL/departures")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Station(code="OSL", name="Oslo S", departures=[Departure(time="07:12")]))
    reply = asyncio.run(travel())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["07:12"]' else 1)

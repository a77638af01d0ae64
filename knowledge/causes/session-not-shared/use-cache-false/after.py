"""A ranger reports a sighting; a dependency writes the diary of the ranger's park when the request is over."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Park(Base):
    __tablename__ = "park"
    id = Column(Integer, primary_key=True)
    diary = Column(String)


class Ranger(Base):
    __tablename__ = "ranger"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    park_id = Column(ForeignKey("park.id"))
    park = relationship(Park)


# [show]
def get_session():
    with SessionLocal() as session:
        yield session


def diary(request: Request, session: Session = Depends(get_session)):
    yield
    ranger = request.state.ranger
    ranger.park.diary = f"{ranger.name} saw a {request.query_params['animal']}"
    session.commit()


def current_ranger(request: Request, session: Session = Depends(get_session)):
    request.state.ranger = session.get(Ranger, int(request.headers["ranger"]))


@app.post("/sightings", dependencies=[Depends(diary), Depends(current_ranger)])
def report_sighting(animal: str):
    return {"reported": animal}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def report() -> None:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://parks") as client:
        reply = await client.post("/sightings", params={"animal": "lynx"}, headers={"ranger": "1"})
    print(reply.status_code, reply.text)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Ranger(name="Mia", park=Park()))
    asyncio.run(report())
    with SessionLocal() as session:
        written = session.get(Park, 1).diary
    engine.dispose()
    print("diary:", written)
    sys.exit(0 if written == "Mia saw a lynx" else 1)

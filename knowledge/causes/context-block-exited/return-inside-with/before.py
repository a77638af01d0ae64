"""A choir prints who sings in a concert; one function loads the concert for many callers."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Concert(Base):
    __tablename__ = "concert"
    id = Column(Integer, primary_key=True)
    singers = relationship("Singer")


class Singer(Base):
    __tablename__ = "singer"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    concert_id = Column(ForeignKey("concert.id"))


# [show]
def load_concert(concert_id: int) -> Concert:
    with SessionLocal() as session:
        return session.get(Concert, concert_id)


@app.get("/concerts/{concert_id}")
def line_up(concert_id: int):
    concert = load_concert(concert_id)
    return [singer.name for singer in concert.singers]


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
    async with httpx.AsyncClient(transport=transport, base_url="http://choir") as client:
        return await client.get("/concerts/1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Concert(singers=[Singer(name="Ida"), Singer(name="Ola")]))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["Ida","Ola"]' else 1)

"""A farm shows the field of a tractor that was found by a look-up with a session of its own."""

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


class Tractor(Base):
    __tablename__ = "tractor"
    id = Column(Integer, primary_key=True)
    field_id = Column(ForeignKey("field.id"))
    field = relationship("Field")


class Field(Base):
    __tablename__ = "field"
    id = Column(Integer, primary_key=True)
    name = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def find_tractor(tractor_id: int) -> Tractor:
    with SessionLocal() as session:
        return session.get(Tractor, tractor_id)


@app.get("/tractors/{tractor_id}/field")
def show_field(tractor_id: int, session: Session = Depends(get_session)):
    tractor = find_tractor(tractor_id)
    tractor = session.merge(tractor)
    return {"field": tractor.field.name}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://farm") as client:
        return await client.get("/tractors/1/field")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Tractor(field=Field(name="North")))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"field":"North"}' else 1)

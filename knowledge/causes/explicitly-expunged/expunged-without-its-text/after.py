"""A museum shows an exhibit; its text is long, so a list loads exhibits without it."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import Session, declarative_base, load_only, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Exhibit(Base):
    __tablename__ = "exhibit"
    id = Column(Integer, primary_key=True)
    room = Column(Integer)
    title = Column(String)
    text = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def exhibits_in(room: int, session: Session):
    query = select(Exhibit).where(Exhibit.room == room)
    exhibits = session.scalars(query.options(load_only(Exhibit.title, Exhibit.text))).all()
    for exhibit in exhibits:
        session.expunge(exhibit)
    return exhibits


@app.get("/rooms/{room}")
def show_room(room: int, session: Session = Depends(get_session)):
    return {exhibit.title: exhibit.text for exhibit in exhibits_in(room, session)}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://museum") as client:
        return await client.get("/rooms/3")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Exhibit(room=3, title="Lathe", text="Turns wood."))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"Lathe":"Turns wood."}' else 1)

"""A record label registers a song and streams a receipt."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Song(Base):
    __tablename__ = "song"
    id = Column(Integer, primary_key=True)
    title = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def receipt(song_id: int):
    with SessionLocal() as session:
        song = session.get(Song, song_id)
        yield "registered: "
        yield f"{song.title}\n"


@app.post("/songs")
def register(title: str, session: Session = Depends(get_session)):
    song = Song(title=title)
    session.add(song)
    session.commit()
    return StreamingResponse(receipt(song.id), media_type="text/plain")


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
    async with httpx.AsyncClient(transport=transport, base_url="http://label") as client:
        return await client.post("/songs", params={"title": "Red"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Song(title="Blue"))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == "registered: Red\n" else 1)

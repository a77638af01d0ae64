"""A jukebox counts a play and answers with the lyrics; they are long, so their column is deferred."""

import asyncio
import functools
import logging
import sys
from collections.abc import Iterator

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Song(Base):
    __tablename__ = "song"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    lyrics: Mapped[str] = mapped_column(deferred=True)


class Play(Base):
    __tablename__ = "play"
    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int]


def get_session() -> Iterator[Session]:
    with SessionLocal.begin() as session:
        yield session


# [show]
def with_session(function):
    @functools.wraps(function)
    def wrapper(*args):
        with SessionLocal() as session:
            return function(session, *args)

    return wrapper


@with_session
def find_song(session: Session, title: str) -> Song:
    return session.query(Song).filter_by(title=title).one()


@app.post("/songs/{title}/plays")
def play(title: str, session: Session = Depends(get_session)) -> dict[str, str]:
    song = find_song(title)
    session.add(Play(song_id=song.id))
    return {"lyrics": song.lyrics}


# [/show]


@with_session
def fill(session: Session) -> None:
    session.add(Song(title="Lullaby", lyrics="Sleep, little penguin"))
    session.commit()


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def press_button() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://jukebox") as client:
        return await client.post("/songs/Lullaby/plays")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    fill()
    reply = asyncio.run(press_button())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"lyrics":"Sleep, little penguin"}' else 1)

"""A bookmark service counts visits; it makes the object from its id to save a query."""

import asyncio
import logging
import sys
from collections.abc import Iterator

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    make_transient_to_detached,
    mapped_column,
    sessionmaker,
)
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Bookmark(Base):
    __tablename__ = "bookmark"
    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]


class Visit(Base):
    __tablename__ = "visit"
    id: Mapped[int] = mapped_column(primary_key=True)
    bookmark_id: Mapped[int]


def get_session() -> Iterator[Session]:
    with SessionLocal.begin() as session:
        yield session


# [show]
def by_id(session: Session, bookmark_id: int) -> Bookmark:
    bookmark = Bookmark(id=bookmark_id)
    make_transient_to_detached(bookmark)
    return bookmark


@app.post("/bookmarks/{bookmark_id}/visits")
def open_bookmark(bookmark_id: int, session: Session = Depends(get_session)) -> dict[str, str]:
    bookmark = by_id(session, bookmark_id)
    session.add(Visit(bookmark_id=bookmark.id))
    return {"open": bookmark.url}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def visit() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bookmarks") as client:
        return await client.post("/bookmarks/1/visits")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Bookmark(url="http://example.org"))
    reply = asyncio.run(visit())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"open":"http://example.org"}' else 1)

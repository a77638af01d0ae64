"""A radio station streams a presenter's playlist; the presenter comes from a log-in helper."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Presenter(Base):
    __tablename__ = "presenter"
    id = Column(Integer, primary_key=True)
    tracks = relationship("Track")


class Track(Base):
    __tablename__ = "track"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    presenter_id = Column(ForeignKey("presenter.id"))


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def current_presenter(presenter_id: int) -> Presenter:
    with SessionLocal() as session:
        return session.get(Presenter, presenter_id)


def lines(presenter: Presenter):
    for track in presenter.tracks:
        yield f"{track.title}\n"


@app.get("/playlist")
def playlist(presenter_id: int, session: Session = Depends(get_session)):
    presenter = current_presenter(presenter_id)
    return StreamingResponse(lines(presenter), media_type="text/plain")


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
    async with httpx.AsyncClient(transport=transport, base_url="http://radio") as client:
        return await client.get("/playlist?presenter_id=1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Presenter(tracks=[Track(title="Blue"), Track(title="Red")]))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == "Blue\nRed\n" else 1)

"""A clinic shows a leaflet; its text is deferred, and the leaflet is kept in a dictionary."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, deferred, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Leaflet(Base):
    __tablename__ = "leaflet"
    id = Column(Integer, primary_key=True)
    slug = Column(String)
    text = deferred(Column(String))


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
kept = {}


def find_leaflet(slug: str, session: Session) -> Leaflet:
    if slug not in kept:
        kept[slug] = session.query(Leaflet.id).filter_by(slug=slug).scalar()
    return session.get(Leaflet, kept[slug])


@app.get("/leaflets/{slug}")
def read_leaflet(slug: str, part: str, session: Session = Depends(get_session)):
    leaflet = find_leaflet(slug, session)
    return {"slug": leaflet.slug, "text": leaflet.text if part == "all" else None}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://clinic") as client:
        await client.get("/leaflets/flu", params={"part": "slug"})
        return await client.get("/leaflets/flu", params={"part": "all"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Leaflet(slug="flu", text="Rest."))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"slug":"flu","text":"Rest."}' else 1)

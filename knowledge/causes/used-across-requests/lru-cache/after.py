"""A swimming pool tells and changes its opening hours; the settings row is cached. It fails after a change."""

import asyncio
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


class Settings(Base):
    __tablename__ = "settings"
    id: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[str]


def get_session() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


# [show]
def load_settings(session: Session) -> Settings:
    return session.get_one(Settings, 1)


@app.get("/opening-hours")
def opening_hours(session: Session = Depends(get_session)) -> dict[str, str]:
    settings = load_settings(session)
    return {"opens": settings.opens}


@app.put("/opening-hours")
def change(opens: str, session: Session = Depends(get_session)) -> None:
    settings = load_settings(session)
    settings.opens = opens
    session.commit()


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
    async with httpx.AsyncClient(transport=transport, base_url="http://pool") as client:
        await client.get("/opening-hours")
        await client.put("/opening-hours", params={"opens": "07:00"})
        return await client.get("/opening-hours")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Settings(opens="06:30"))
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"opens":"07:00"}' else 1)

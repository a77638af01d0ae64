"""A reminder service stores a note and answers with its number."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

# [show]
engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
# [/show]
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Reminder(Base):
    __tablename__ = "reminder"
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]


# [show]
@app.post("/reminders")
def remember(note: str) -> dict[str, int]:
    with SessionLocal.begin() as session:
        reminder = Reminder(note=note)
        session.add(reminder)
    return {"number": reminder.id}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def write_down() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://reminders") as client:
        return await client.post("/reminders", params={"note": "water the plants"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    reply = asyncio.run(write_down())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"number":1}' else 1)

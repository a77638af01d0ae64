"""An archive shows a letter; scans are big, so their column is deferred."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, deferred, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()


class Letter(Base):
    __tablename__ = "letter"
    id = Column(Integer, primary_key=True)
    sender = Column(String)
    scan = deferred(Column(String))


# [show]
def find_letter(letter_id: int) -> Letter:
    with SessionLocal() as session:
        return session.get(Letter, letter_id)


@app.get("/letters/{letter_id}")
def show_letter(letter_id: int):
    letter = find_letter(letter_id)
    return {"from": letter.sender, "scan": letter.scan}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://archive") as client:
        return await client.get("/letters/1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Letter(sender="Vincent", scan="Dear Theo"))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"from":"Vincent","scan":"Dear Theo"}' else 1)

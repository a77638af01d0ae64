"""A wiki answers an edit with the old and the new text; the text is a deferred column."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, deferred, sessionmaker, undefer

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Page(Base):
    __tablename__ = "page"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    body = deferred(Column(String))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
@app.put("/pages/{page_id}")
async def edit(page_id: int, body: str, session: AsyncSession = Depends(get_session)):
    page = await session.get(Page, page_id, options=[undefer(Page.body)])
    old_body = page.body
    page.body = body
    await session.commit()
    return {"old": old_body, "new": body}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def main() -> bool:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal() as session, session.begin():
        session.add(Page(title="Bees", body="Bees fly."))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://wiki") as client:
        reply = await client.put("/pages/1", params={"body": "Bees dance."})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"old":"Bees fly.","new":"Bees dance."}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

"""A web shop looks up its terms of sale at startup; their text is a deferred column."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import Depends, FastAPI, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, undefer

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Terms(Base):
    __tablename__ = "terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(deferred=True)


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


# [show]
@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with SessionLocal() as session:
        app.state.terms_id = await session.scalar(select(Terms.id).order_by(Terms.id.desc()))
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/terms")
async def read_terms(
    request: Request,
    session: AsyncSession = Depends(get_session),
) -> dict[str, str]:
    terms_id = request.app.state.terms_id
    terms = await session.get_one(Terms, terms_id, options=[undefer(Terms.text)])
    return {"terms": terms.text}


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
    async with SessionLocal.begin() as session:
        session.add_all([Terms(text="No refunds."), Terms(text="Refunds within a month.")])
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with lifespan(app), httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        reply = await client.get("/terms")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"terms":"Refunds within a month."}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

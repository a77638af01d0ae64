"""A photo site keeps whoever a token belongs to for one minute and counts the likes they give."""

import asyncio
import logging
import sys
import time

import httpx
from fastapi import Depends, FastAPI, Header
from sqlalchemy import Column, Integer, String, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    token = Column(String)
    likes = Column(Integer, default=0)


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
user_ids: dict[str, tuple[float, int]] = {}


async def current_user(token: str = Header(), session: AsyncSession = Depends(get_session)):
    expires, user_id = user_ids.get(token, (0, None))
    if expires < time.monotonic():
        user_id = await session.scalar(select(User.id).where(User.token == token))
        user_ids[token] = (time.monotonic() + 60, user_id)
    return await session.get(User, user_id)


@app.post("/photos/{photo}/likes")
async def like(
    photo: str,
    user: User = Depends(current_user),
    session: AsyncSession = Depends(get_session),
):
    thanks = f"{user.name} likes {photo}"
    user.likes += 1
    await session.commit()
    return thanks


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
        session.add(User(name="Vivian", token="t0ken"))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://photos") as client:
        await client.post("/photos/sea/likes", headers={"token": "t0ken"})
        reply = await client.post("/photos/sky/likes", headers={"token": "t0ken"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '"Vivian likes sky"'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

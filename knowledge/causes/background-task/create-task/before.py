"""A radio publishes an episode at once and tells its followers when the mail server is ready."""

import asyncio
import sys
from collections.abc import AsyncIterator

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()
running: set[asyncio.Task[None]] = set()
mail_ready = asyncio.Event()
outbox: list[str] = []


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Channel(Base):
    __tablename__ = "channel"
    id: Mapped[int] = mapped_column(primary_key=True)
    followers: Mapped[list["Follower"]] = relationship()


class Follower(Base):
    __tablename__ = "follower"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


# [show]
async def notify(channel: Channel) -> None:
    await mail_ready.wait()
    followers = await channel.awaitable_attrs.followers
    outbox.extend(follower.email for follower in followers)


@app.post("/channels/{channel_id}/episodes")
async def publish(channel_id: int, session: AsyncSession = Depends(get_session)) -> dict[str, int]:
    channel = await session.get_one(Channel, channel_id)
    task = asyncio.create_task(notify(channel))
    running.add(task)
    task.add_done_callback(running.discard)
    return {"channel": channel.id}


# [/show]


async def main() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal.begin() as session:
        session.add(Channel(followers=[Follower(email="ada@example.org")]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://radio") as client:
        reply = await client.post("/channels/1/episodes")
    mail_ready.set()
    await asyncio.wait(running.copy())
    await engine.dispose()
    print(reply.status_code, reply.text, outbox)


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0 if outbox == ["ada@example.org"] else 1)

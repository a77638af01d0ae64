"""A game shows the guild of a player who was found by a look-up with a session of its own."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Guild(Base):
    __tablename__ = "guild"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Player(Base):
    __tablename__ = "player"
    id: Mapped[int] = mapped_column(primary_key=True)
    nick: Mapped[str]
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id"))
    guild: Mapped[Guild] = relationship()


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


# [show]
async def find_player(nick: str) -> Player:
    async with SessionLocal() as session:
        found = await session.scalars(select(Player).where(Player.nick == nick))
        return found.one()


@app.get("/players/{nick}/guild")
async def show_guild(nick: str, session: AsyncSession = Depends(get_session)) -> dict[str, str]:
    player = await find_player(nick)
    await session.merge(player)
    guild = await player.awaitable_attrs.guild
    return {"guild": guild.name}


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
        session.add(Player(nick="zed", guild=Guild(name="Night Owls")))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://game") as client:
        reply = await client.get("/players/zed/guild")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"guild":"Night Owls"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

"""A chess club renames a team and answers with its players."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship, selectinload, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
# [show]
SessionLocal = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
# [/show]
Base = declarative_base()
app = FastAPI()


class Team(Base):
    __tablename__ = "team"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    players = relationship("Player")


class Player(Base):
    __tablename__ = "player"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    team_id = Column(ForeignKey("team.id"))


# [show]
@app.put("/teams/{team_id}")
async def rename(team_id: int, name: str):
    async with SessionLocal() as session:
        with_players = [selectinload(Team.players)]
        team = await session.get(Team, team_id, options=with_players)
        team.name = name
        await session.commit()
    return {"players": [player.name for player in team.players]}


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
        session.add(Team(name="Rooks", players=[Player(name="Ada"), Player(name="Grace")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://club") as client:
        reply = await client.put("/teams/1", params={"name": "Bishops"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"players":["Ada","Grace"]}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

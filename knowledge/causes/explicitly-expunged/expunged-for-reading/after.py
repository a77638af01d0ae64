"""A bakery prints a label; what is printed must not be changed by accident."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship, selectinload, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Cake(Base):
    __tablename__ = "cake"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    allergens = relationship("Allergen")


class Allergen(Base):
    __tablename__ = "allergen"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    cake_id = Column(ForeignKey("cake.id"))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def find_cake(cake_id: int, session: AsyncSession) -> Cake:
    cake = await session.get(Cake, cake_id, options=[selectinload(Cake.allergens)])
    session.expunge(cake)
    return cake


@app.get("/cakes/{cake_id}/label")
async def print_label(cake_id: int, session: AsyncSession = Depends(get_session)):
    cake = await find_cake(cake_id, session)
    return {cake.name: [allergen.name for allergen in cake.allergens]}


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
        session.add(Cake(name="Brownie", allergens=[Allergen(name="nuts"), Allergen(name="milk")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bakery") as client:
        reply = await client.get("/cakes/1/label")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"Brownie":["nuts","milk"]}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

"""A post office registers parcels; a unit of work commits when its block ends well."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, Integer
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()


class Parcel(Base):
    __tablename__ = "parcel"
    id = Column(Integer, primary_key=True)
    weight = Column(Integer)


# [show]
class UnitOfWork:
    async def __aenter__(self) -> AsyncSession:
        self.session = SessionLocal()
        return self.session

    async def __aexit__(self, kind, error, traceback) -> None:
        if kind is None:
            await self.session.commit()
        await self.session.close()


@app.post("/parcels")
async def register(grams: int):
    async with UnitOfWork() as session:
        parcel = Parcel(weight=grams)
        session.add(parcel)
    return {"number": parcel.id, "grams": parcel.weight}


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
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://post") as client:
        reply = await client.post("/parcels", params={"grams": 750})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"number":1,"grams":750}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

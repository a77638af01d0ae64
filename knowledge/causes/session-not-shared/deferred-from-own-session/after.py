"""A bank shows a customer's notes; they are long, so their column is deferred."""

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


class Customer(Base):
    __tablename__ = "customer"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    notes = deferred(Column(String))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def find_customer(customer_id: int, session: AsyncSession) -> Customer:
    return await session.get(Customer, customer_id, options=[undefer(Customer.notes)])


@app.get("/customers/{customer_id}/notes")
async def show_notes(customer_id: int, session: AsyncSession = Depends(get_session)):
    customer = await find_customer(customer_id, session)
    return {customer.name: customer.notes}


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
        session.add(Customer(name="Ada", notes="likes tea"))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank") as client:
        reply = await client.get("/customers/1/notes")
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"Ada":"likes tea"}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)

"""A warehouse hands out items; an order for too many is refused with the number that is left."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI, HTTPException
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()


class Item(Base):
    __tablename__ = "item"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    stock = Column(Integer)


# [show]
class OutOfStock(Exception):
    pass


def withdraw(item: Item, count: int):
    if count > item.stock:
        raise OutOfStock
    item.stock -= count


@app.post("/items/{item_id}/withdrawals")
def take(item_id: int, count: int):
    try:
        with SessionLocal.begin() as session:
            item = session.get(Item, item_id)
            withdraw(item, count)
    except OutOfStock:
        raise HTTPException(409, f"only {item.stock} left") from None
    return {"taken": count}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def order() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://warehouse") as client:
        return await client.post("/items/1/withdrawals", params={"count": 9})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Item(name="lamp", stock=4))
    reply = asyncio.run(order())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.status_code == 409 and reply.json() == {"detail": "only 4 left"} else 1)

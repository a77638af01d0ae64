"""A shop hands out price lists that no request may change by accident."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, ForeignKey, Integer, create_engine
from sqlalchemy.orm import declarative_base, relationship, selectinload, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class PriceList(Base):
    __tablename__ = "price_list"
    id = Column(Integer, primary_key=True)
    prices = relationship("Price")


class Price(Base):
    __tablename__ = "price"
    id = Column(Integer, primary_key=True)
    list_id = Column(ForeignKey("price_list.id"))
    cents = Column(Integer)


# [show]
def read_only(list_id: int) -> PriceList:
    with SessionLocal() as session:
        price_list = session.get(PriceList, list_id, options=[selectinload(PriceList.prices)])
        session.expunge(price_list)
    return price_list


@app.get("/lists/{list_id}")
def cheapest(list_id: int):
    price_list = read_only(list_id)
    return {"cheapest": min(price.cents for price in price_list.prices)}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def ask() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        return await client.get("/lists/1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(PriceList(prices=[Price(cents=250), Price(cents=190)]))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"cheapest":190}' else 1)

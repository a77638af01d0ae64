"""A shop shows customers their orders; the customer is found by a dependency."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Header
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Customer(Base):
    __tablename__ = "customer"
    id = Column(Integer, primary_key=True)
    orders = relationship("Order")


class Order(Base):
    __tablename__ = "order"
    id = Column(Integer, primary_key=True)
    number = Column(String)
    customer_id = Column(ForeignKey("customer.id"))


class Visit(Base):
    __tablename__ = "visit"
    id = Column(Integer, primary_key=True)
    customer_id = Column(Integer)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def current_customer(
    x_customer: int = Header(),
    session: Session = Depends(get_session),
) -> Customer:
    return session.get(Customer, x_customer)


@app.get("/orders")
def my_orders(
    customer: Customer = Depends(current_customer),
    session: Session = Depends(get_session),
):
    session.add(Visit(customer_id=customer.id))
    session.commit()
    return [order.number for order in customer.orders]


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
        return await client.get("/orders", headers={"x-customer": "1"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Customer(orders=[Order(number="A7"), Order(number="B2")]))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["A7","B2"]' else 1)

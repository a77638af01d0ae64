"""A shop closes an invoice and leaves sending it to a task queue, as with Celery, kept in memory here."""

import asyncio
import functools
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()
jobs: list = []
outbox: list[str] = []


class Invoice(Base):
    __tablename__ = "invoice"
    id = Column(Integer, primary_key=True)
    items = relationship("Item")


class Item(Base):
    __tablename__ = "item"
    id = Column(Integer, primary_key=True)
    invoice_id = Column(ForeignKey("invoice.id"))
    price = Column(Integer)


def get_session():
    with SessionLocal() as session:
        yield session


def task(function):
    function.delay = lambda *args: jobs.append(functools.partial(function, *args))
    return function


# [show]
@task
def send_invoice(invoice: Invoice):
    outbox.append(f"please pay {sum(item.price for item in invoice.items)}")


@app.post("/invoices/{invoice_id}/close")
def close_invoice(invoice_id: int, session: Session = Depends(get_session)):
    invoice = session.get(Invoice, invoice_id)
    send_invoice.delay(invoice)
    return {"closed": invoice.id}


# [/show]


def work_off():
    for job in jobs:
        try:
            job()
        except Exception:
            logging.getLogger("worker").exception("Task %s raised unexpectedly", job.func.__name__)


async def close() -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        reply = await client.post("/invoices/1/close")
    print(reply.status_code, reply.text)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Invoice(items=[Item(price=30), Item(price=12)]))
    asyncio.run(close())
    work_off()
    engine.dispose()
    print("sent:", outbox)
    sys.exit(0 if outbox == ["please pay 42"] else 1)

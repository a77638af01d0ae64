"""A restaurant takes a booking and sends the confirmation in the background."""

import asyncio
import logging
import sys

import httpx
from fastapi import BackgroundTasks, Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()
outbox: list[str] = []


class Guest(Base):
    __tablename__ = "guest"
    id = Column(Integer, primary_key=True)
    email = Column(String)


class Booking(Base):
    __tablename__ = "booking"
    id = Column(Integer, primary_key=True)
    table = Column(Integer)
    guest_id = Column(ForeignKey("guest.id"))
    guest = relationship(Guest)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def confirm(booking: Booking):
    outbox.append(f"{booking.guest.email}: table {booking.table}")


@app.post("/guests/{guest_id}/bookings")
def book_table(
    guest_id: int,
    table: int,
    tasks: BackgroundTasks,
    session: Session = Depends(get_session),
):
    booking = Booking(guest_id=guest_id, table=table)
    session.add(booking)
    session.commit()
    tasks.add_task(confirm, booking)
    return {"number": booking.id}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def book() -> None:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://restaurant") as client:
        reply = await client.post("/guests/1/bookings", params={"table": 7})
    print(reply.status_code, reply.text, outbox)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Guest(email="ada@example.org"))
    asyncio.run(book())
    engine.dispose()
    sys.exit(0 if outbox == ["ada@example.org: table 7"] else 1)

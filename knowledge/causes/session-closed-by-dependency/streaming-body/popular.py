"""A festival offers its ticket list as a download that is streamed line by line."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()


class Festival(Base):
    __tablename__ = "festival"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    tickets = relationship("Ticket")


class Ticket(Base):
    __tablename__ = "ticket"
    id = Column(Integer, primary_key=True)
    festival_id = Column(ForeignKey("festival.id"))
    holder = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def ticket_lines(festival: Festival):
    yield f"# {festival.name}\n"
    for ticket in festival.tickets:
        yield f"{ticket.holder}\n"


@app.get("/festivals/{festival_id}/tickets")
def export_tickets(festival_id: int, session: Session = Depends(get_session)):
    festival = session.get(Festival, festival_id)
    return StreamingResponse(ticket_lines(festival), media_type="text/plain")


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def download() -> str:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://festival") as client:
        reply = await client.get("/festivals/1/tickets")
    print(reply.status_code, reply.text)
    return reply.text


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Festival(name="Moonrise", tickets=[Ticket(holder="Ada"), Ticket(holder="Grace")]))
    body = asyncio.run(download())
    engine.dispose()
    sys.exit(0 if body == "# Moonrise\nAda\nGrace\n" else 1)

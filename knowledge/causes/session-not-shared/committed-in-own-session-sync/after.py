"""A gym lets a member in; a helper counts the visit and commits in a session of its own."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Member(Base):
    __tablename__ = "member"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    visits = Column(Integer)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def count_visit(member_id: int, session: Session) -> Member:
    member = session.get(Member, member_id)
    member.visits += 1
    session.commit()
    return member


@app.post("/members/{member_id}/visits")
def enter(member_id: int, session: Session = Depends(get_session)):
    member = count_visit(member_id, session)
    return {"welcome": member.name}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://gym") as client:
        return await client.post("/members/1/visits")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Member(name="Ada", visits=2))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"welcome":"Ada"}' else 1)

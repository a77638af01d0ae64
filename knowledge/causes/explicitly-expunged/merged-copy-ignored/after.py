"""A notary keeps drafts as pickles and shows the witnesses of one."""

import asyncio
import logging
import pickle
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Deed(Base):
    __tablename__ = "deed"
    id = Column(Integer, primary_key=True)
    witnesses = relationship("Witness")


class Witness(Base):
    __tablename__ = "witness"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    deed_id = Column(ForeignKey("deed.id"))


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def restored(session: Session, deed_id: int) -> Deed:
    return pickle.loads(pickle.dumps(session.get(Deed, deed_id)))


@app.get("/deeds/{deed_id}/witnesses")
def show_witnesses(deed_id: int, session: Session = Depends(get_session)):
    deed = restored(session, deed_id)
    deed = session.merge(deed)
    return [witness.name for witness in deed.witnesses]


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
    async with httpx.AsyncClient(transport=transport, base_url="http://notary") as client:
        return await client.get("/deeds/1/witnesses")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Deed(witnesses=[Witness(name="Ada"), Witness(name="Grace")]))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["Ada","Grace"]' else 1)

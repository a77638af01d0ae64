"""A software house keeps its price plans in a cache server, as with Redis, a dictionary of bytes here."""

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
cache_server: dict[str, bytes] = {}


class Plan(Base):
    __tablename__ = "plan"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    features = relationship("Feature")


class Feature(Base):
    __tablename__ = "feature"
    id = Column(Integer, primary_key=True)
    plan_id = Column(ForeignKey("plan.id"))
    label = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
def load_plan(session: Session, plan_id: int) -> Plan:
    key = f"plan:{plan_id}"
    if key in cache_server:
        return session.merge(pickle.loads(cache_server[key]), load=False)
    plan = session.get(Plan, plan_id)
    cache_server[key] = pickle.dumps(plan)
    return plan


@app.get("/plans/{plan_id}/features")
def plan_features(plan_id: int, session: Session = Depends(get_session)):
    plan = load_plan(session, plan_id)
    return [feature.label for feature in plan.features]


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def compare() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://plans") as client:
        await client.get("/plans/1/features")
        return await client.get("/plans/1/features")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Plan(name="Pro", features=[Feature(label="single sign-on")]))
    reply = asyncio.run(compare())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["single sign-on"]' else 1)

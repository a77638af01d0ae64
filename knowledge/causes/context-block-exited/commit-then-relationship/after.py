"""A clinic renames a ward and answers with its nurses."""

import asyncio
import logging
import sys

import httpx
from fastapi import FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, selectinload, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
# [show]
SessionLocal = sessionmaker(engine, expire_on_commit=False)
# [/show]
Base = declarative_base()
app = FastAPI()


class Ward(Base):
    __tablename__ = "ward"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    nurses = relationship("Nurse")


class Nurse(Base):
    __tablename__ = "nurse"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    ward_id = Column(ForeignKey("ward.id"))


# [show]
@app.put("/wards/{ward_id}")
def rename(ward_id: int, name: str):
    with SessionLocal() as session:
        with_nurses = [selectinload(Ward.nurses)]
        ward = session.get(Ward, ward_id, options=with_nurses)
        ward.name = name
        session.commit()
    return {"nurses": [nurse.name for nurse in ward.nurses]}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://clinic") as client:
        return await client.put("/wards/1", params={"name": "West"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Ward(name="East", nurses=[Nurse(name="Ada"), Nurse(name="Grace")]))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"nurses":["Ada","Grace"]}' else 1)

"""A kennel registers a dog; the repository hands out objects nobody can change by accident."""

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


class Dog(Base):
    __tablename__ = "dog"
    id = Column(Integer, primary_key=True)
    name = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
class DogRepository:
    def __init__(self, session: Session = Depends(get_session)):
        self.session = session

    def add(self, dog: Dog) -> Dog:
        self.session.add(dog)
        self.session.commit()
        self.session.refresh(dog)
        self.session.expunge(dog)
        return dog


@app.post("/dogs")
def register(name: str, dogs: DogRepository = Depends()):
    dog = dogs.add(Dog(name=name))
    return {"tag": dog.id, "name": dog.name}


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
    async with httpx.AsyncClient(transport=transport, base_url="http://kennel") as client:
        return await client.post("/dogs", params={"name": "Balto"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Dog(name="Laika"))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"tag":2,"name":"Balto"}' else 1)

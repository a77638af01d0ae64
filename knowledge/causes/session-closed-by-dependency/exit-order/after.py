"""A clinic files who asked for a sample's result, in a dependency's exit code."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Lab(Base):
    __tablename__ = "lab"
    id = Column(Integer, primary_key=True)
    city = Column(String)


class Sample(Base):
    __tablename__ = "sample"
    id = Column(Integer, primary_key=True)
    result = Column(String)
    lab_id = Column(ForeignKey("lab.id"))
    lab = relationship(Lab)


filed = []


# [show]
def get_session():
    with SessionLocal() as session:
        yield session


def file_request(request: Request, session: Session = Depends(get_session)):
    yield
    sample = request.state.sample
    filed.append(f"{sample.result} sent from {sample.lab.city}")


@app.get("/samples/{sample_id}", dependencies=[Depends(file_request)])
def read_sample(sample_id: int, request: Request, session: Session = Depends(get_session)):
    sample = session.get(Sample, sample_id)
    request.state.sample = sample
    return {"result": sample.result}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def ask():
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://clinic") as client:
        reply = await client.get("/samples/1")
    print(reply.status_code, reply.text)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Sample(result="negative", lab=Lab(city="Oslo")))
        session.commit()
    asyncio.run(ask())
    engine.dispose()
    print("filed:", filed)
    sys.exit(0 if filed == ["negative sent from Oslo"] else 1)

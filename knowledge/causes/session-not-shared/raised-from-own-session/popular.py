"""A gate refuses a driver who is blocked; the error reply names the driver's company."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()


class Driver(Base):
    __tablename__ = "driver"
    id = Column(Integer, primary_key=True)
    company_id = Column(ForeignKey("company.id"))
    company = relationship("Company")


class Company(Base):
    __tablename__ = "company"
    id = Column(Integer, primary_key=True)
    name = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
class Refused(Exception):
    def __init__(self, driver: Driver):
        self.driver = driver


@app.exception_handler(Refused)
def refused(request: Request, error: Refused):
    return JSONResponse({"call": error.driver.company.name}, status_code=403)


def find_driver(driver_id: int) -> Driver:
    with SessionLocal() as session:
        return session.get(Driver, driver_id)


@app.post("/gate/{driver_id}")
def enter(driver_id: int, session: Session = Depends(get_session)):
    raise Refused(find_driver(driver_id))


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
    async with httpx.AsyncClient(transport=transport, base_url="http://gate") as client:
        return await client.post("/gate/1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Driver(company=Company(name="Swift")))
        session.commit()
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"call":"Swift"}' else 1)

"""A garage shows the repairs of a car; a service finds the car."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Car(Base):
    __tablename__ = "car"
    id: Mapped[int] = mapped_column(primary_key=True)
    repairs: Mapped[list["Repair"]] = relationship()


class Repair(Base):
    __tablename__ = "repair"
    id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str]
    car_id: Mapped[int] = mapped_column(ForeignKey("car.id"))


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
class Garage:
    def __init__(self, session: Session = Depends(get_session)):
        self.session = session

    def find(self, car_id: int) -> Car:
        with self.session as session:
            return session.get(Car, car_id)


@app.get("/cars/{car_id}/repairs")
def repairs_of(car_id: int, garage: Garage = Depends()):
    car = garage.find(car_id)
    return [repair.part for repair in car.repairs]


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
    async with httpx.AsyncClient(transport=transport, base_url="http://garage") as client:
        return await client.get("/cars/1/repairs")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Car(repairs=[Repair(part="clutch"), Repair(part="horn")]))
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["clutch","horn"]' else 1)

"""A vet clinic books a visit and answers with the person to call."""

import asyncio
import logging
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


class Owner(Base):
    __tablename__ = "owner"
    id = Column(Integer, primary_key=True)
    phone = Column(String)


class Patient(Base):
    __tablename__ = "patient"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    owner_id = Column(ForeignKey("owner.id"))
    owner = relationship(Owner)


class Visit(Base):
    __tablename__ = "visit"
    id = Column(Integer, primary_key=True)
    patient_id = Column(ForeignKey("patient.id"))


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
class PatientRepository:
    def __init__(self, session: Session):
        self.session = session

    def find(self, patient_id: int) -> Patient:
        return self.session.get(Patient, patient_id)


@app.post("/patients/{patient_id}/visits")
def add_visit(patient_id: int, session: Session = Depends(get_session)):
    session.add(Visit(patient_id=patient_id))
    patient = PatientRepository(session).find(patient_id)
    reply = {"patient": patient.name, "call": patient.owner.phone}
    session.commit()
    return reply


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def book() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://vet") as client:
        return await client.post("/patients/1/visits")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Patient(name="Laika", owner=Owner(phone="555-0101")))
    reply = asyncio.run(book())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"patient":"Laika","call":"555-0101"}' else 1)

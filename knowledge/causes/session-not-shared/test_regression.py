# example: repository-session-per-call
"""One request uses one session: whatever loads an object for it gets the request's own."""

import pytest
from app import Base, Owner, Patient, SessionLocal, app, engine  # your application
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.orm import Session


@pytest.fixture
def patient_id():
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        patient = Patient(name="Laika", owner=Owner(phone="555-0101"))
        session.add(patient)
        session.flush()
        number = patient.id
    yield number
    engine.dispose()


@pytest.fixture
def sessions(patient_id):
    """Every session that talks to the database during the test."""
    seen = []

    def note(session, transaction, connection):
        if session not in seen:
            seen.append(session)

    event.listen(Session, "after_begin", note)
    yield seen
    event.remove(Session, "after_begin", note)


def test_a_visit_is_booked_with_one_session(patient_id, sessions):
    with TestClient(app) as client:
        reply = client.post(f"/patients/{patient_id}/visits")
    assert reply.json() == {"patient": "Laika", "call": "555-0101"}
    assert len(sessions) == 1

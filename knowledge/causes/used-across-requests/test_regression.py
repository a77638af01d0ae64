# example: dict-cache
"""The second request is served as well as the first: nothing of the first one's session is left in it."""

import pytest
from app import Base, Departure, SessionLocal, Station, app, engine  # your application
from fastapi.testclient import TestClient


@pytest.fixture
def client():
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Station(code="OSL", name="Oslo S", departures=[Departure(time="07:12")]))
    with TestClient(app) as client:
        yield client
    engine.dispose()


def test_second_request_finds_the_departures(client):
    assert client.get("/stations/OSL").json() == {"name": "Oslo S"}
    assert client.get("/stations/OSL/departures").json() == ["07:12"]

# example: helper-closes-session
"""The session is still the request's own after every helper, and the reply holds what it needs."""

import pytest
from app import Base, Line, Order, SessionLocal, app, engine, open_orders  # your application
from fastapi.testclient import TestClient


@pytest.fixture
def order_id():
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        order = Order(lines=[Line(article="lamp")])
        session.add(order)
        session.flush()
        number = order.id
    yield number
    engine.dispose()


def test_helper_leaves_the_session_open(order_id):
    with SessionLocal() as session:
        order = session.get(Order, order_id)
        open_orders(session)
        assert order in session


def test_reply_has_the_lines(order_id):
    with TestClient(app) as client:
        assert client.get(f"/orders/{order_id}").json()["lines"] == [{"article": "lamp"}]

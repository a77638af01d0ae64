# example: task-queue-delay
"""A job is given plain values, and does its work when the request and its session are long gone."""

import pytest
from app import Base, Invoice, Item, SessionLocal, app, engine, jobs, outbox  # your application
from fastapi.testclient import TestClient


@pytest.fixture
def invoice_id():
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        invoice = Invoice(items=[Item(price=30), Item(price=12)])
        session.add(invoice)
        session.flush()
        number = invoice.id
    yield number
    jobs.clear()
    outbox.clear()
    engine.dispose()


@pytest.fixture
def job(invoice_id):
    """The job that closing the invoice leaves behind."""
    with TestClient(app) as client:
        client.post(f"/invoices/{invoice_id}/close")
    (left,) = jobs
    return left


def test_job_runs_after_the_request(job):
    job()
    assert outbox == ["please pay 42"]


def test_job_is_given_plain_values(job):
    assert [argument for argument in job.args if not isinstance(argument, int | str)] == []

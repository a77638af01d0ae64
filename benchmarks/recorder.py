"""What the recorder costs: the same work with and without it, in one process, in pairs.

Usage: python benchmarks/recorder.py [PAIRS]

Each pair is four batches, ABBA, so that drift hits both sides alike; the ratio is (B1 + B2) / (A1 + A2) of CPU time.
Printed are the median and the quartiles over all pairs. The noise floor is the same measurement with the recorder
off on both sides.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine, select
from sqlalchemy.orm import Session, declarative_base, relationship
from sqlalchemy.pool import StaticPool

from detachdoc import recorder

PAIRS = 60
BATCH_SECONDS = 0.03
#: Frames of a server and a framework around an app's code.
DEPTH = 30

Base = declarative_base()
engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)


class Item(Base):
    __tablename__ = "item"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Integer)
    tags = relationship("Tag")


class Tag(Base):
    __tablename__ = "tag"
    id = Column(Integer, primary_key=True)
    item_id = Column(ForeignKey("item.id"))


class ItemOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str
    price: int


def read_rows(count):
    with Session(engine) as session:
        for item in session.scalars(select(Item).limit(count)):
            _ = item.id, item.name, item.price


def deep(work, depth=DEPTH):
    if depth:
        deep(work, depth - 1)
    else:
        work()


def get_session():
    with Session(engine) as session:
        yield session


app = FastAPI()


@app.get("/items", response_model=list[ItemOut])
async def items(session: Session = Depends(get_session)):  # noqa: B008 - FastAPI's way
    return session.scalars(select(Item).limit(20)).all()


class Client:
    """Calls the app as a server does, without a server's noise."""

    def __init__(self, path="/items"):
        self.path = path
        self.loop = asyncio.new_event_loop()

    def request(self):
        self.loop.run_until_complete(self._request())

    async def _request(self):
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": self.path, "raw_path": self.path.encode(), "query_string": b"", "root_path": "", "headers": [],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
        }  # fmt: skip
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        await app(scope, receive, send)
        if sent[0]["status"] != 200:
            raise RuntimeError(sent)


def batch(work, rounds):
    start = time.process_time()
    for _ in range(rounds):
        work()
    return time.process_time() - start


def switch(*, on):
    if on:
        recorder.install()
    else:
        recorder.uninstall()


def ratios(work, pairs, *, recorded):
    switch(on=recorded)
    batch(work, 5)
    switch(on=False)
    once = batch(work, 5) / 5
    rounds = max(1, int(BATCH_SECONDS / max(once, 1e-6)))
    found = []
    for _ in range(pairs):
        spent = {True: 0.0, False: 0.0}
        for side in (False, True, True, False):
            switch(on=side and recorded)
            batch(work, 1)
            spent[side] += batch(work, rounds)
        found.append(spent[True] / spent[False])
    switch(on=False)
    return found


def show(what, found):
    low, middle, high = statistics.quantiles(found, n=4)
    print(f"{what:<34}{middle:7.3f}   quartiles {low:.3f} to {high:.3f}")


def main():
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Item(name=f"item {number}", price=number) for number in range(500)])
        session.commit()
    client = Client()
    works = [
        *((f"session, {count} rows", lambda count=count: deep(lambda: read_rows(count))) for count in (1, 50, 500)),
        ("FastAPI request, 20 rows", client.request),
    ]
    print(f"CPU time with the recorder / without it, {pairs} ABBA pairs")
    for what, work in works:
        show(what, ratios(work, pairs, recorded=True))
        show("  noise floor", ratios(work, pairs, recorded=False))


if __name__ == "__main__":
    main()

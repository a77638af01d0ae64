import os

import harness

os.environ["QUOTING_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from quoting.api import app
from quoting.model import Base, Position, Quote

harness.seed(URL, Base.metadata, Quote(discount=0, positions=[Position(cents=200, pieces=5)]))
with harness.client(app) as client:
    reply = client.get("/quotes/1/what-if?percent=10")
harness.finish(reply.status_code == 200 and reply.json() == {"cents": 900})

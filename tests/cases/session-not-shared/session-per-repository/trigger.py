import os

import harness

os.environ["RIDES_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from rides.main import app
from rides.tables import Base, Card, Rider

harness.seed(URL, Base.metadata, Rider(phone="1", cards=[Card(last4="4242")]))
with harness.client(app) as client:
    reply = client.post("/trips?phone=1")
harness.finish(reply.status_code == 200 and reply.json() == {"trip": 1})

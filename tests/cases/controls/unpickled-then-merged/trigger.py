import os

import harness

os.environ["STOPS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from stops.db import Base, Line, Stop
from stops.main import app

harness.seed(URL, Base.metadata, Stop(name="A", lines=[Line(number="7")]))
with harness.client(app) as client:
    client.get("/stops/A/lines")
    reply = client.get("/stops/A/lines")
harness.finish(reply.status_code == 200 and reply.json() == ["7"])

import os

import harness

os.environ["IRRIGATION_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from irrigation.main import app
from irrigation.schema import Base, Valve

harness.seed(URL, Base.metadata, Valve(name="north", rate=2, minutes=10, limit=25))
with harness.client(app) as client:
    reply = client.post("/valves/north/try?minutes=5")
harness.finish(reply.status_code == 200 and reply.json() == {"litres": 30, "over": True})

import os

import harness

os.environ["RACES_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from races.db import Base, Lap, Race
from races.main import app

harness.seed(URL, Base.metadata, Race(track="spa", laps=[Lap(seconds=107.2)]))
with harness.client(app) as client:
    reply = client.get("/races/1/best")
harness.finish(reply.status_code == 200 and reply.json() == {"track": "SPA", "seconds": 107.2})

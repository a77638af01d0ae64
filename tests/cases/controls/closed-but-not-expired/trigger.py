import os

import harness

os.environ["BADGES_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from badges.db import Badge, Base
from badges.main import app

harness.seed(URL, Base.metadata, Badge(holder="Io", uses=1))
with harness.client(app) as client:
    reply = client.post("/badges/1/swipe")
harness.finish(reply.status_code == 200 and reply.json() == {"hello": "Io"})

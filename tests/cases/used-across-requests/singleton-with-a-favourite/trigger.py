import os

import harness

os.environ["JUKEBOX_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from jukebox.main import app
from jukebox.songs import Base

harness.seed(URL, Base.metadata)
with harness.client(app) as client:
    client.post("/play/Hurt")
    reply = client.get("/now")
harness.finish(reply.status_code == 200 and reply.json() == {"now": "Hurt"})

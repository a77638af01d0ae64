import os

import harness

os.environ["COACHING_DB"] = URL = harness.sqlite()

from coaching.db import Base, Profile
from coaching.main import app

harness.seed(URL, Base.metadata, Profile(nick="kit", goal="5k"))
with harness.client(app) as client:
    client.put("/profiles/kit?goal=10k")
    reply = client.get("/profiles/kit")
harness.finish(reply.status_code == 200 and reply.json() == {"profile": {"nick": "kit", "goal": "10k"}})

import os

import harness

os.environ["NURSERY_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from nursery.db import Base, Bed, Plant
from nursery.main import app

harness.seed(URL, Base.metadata, Bed(name="b", plants=[Plant(species="Acer")]))
with harness.client(app) as client:
    reply = client.get("/beds/b")
harness.finish(reply.status_code == 200 and reply.json() == ["Acer"])

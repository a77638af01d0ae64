import os

import harness

os.environ["CHOIRS_DB"] = URL = harness.sqlite()

from choirs.db import Base, Choir, Singer
from choirs.main import app

harness.seed(URL, Base.metadata, Singer(name="Bea", choir=Choir(name="c", visits=0)))
with harness.client(app) as client:
    reply = client.get("/choirs/c/singers")
harness.finish(reply.status_code == 200 and reply.json() == ["Bea"])

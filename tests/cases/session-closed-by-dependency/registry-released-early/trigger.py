import os

import harness

os.environ["MUSEUM_DB"] = URL = harness.sqlite()

from museum.guide import app
from museum.objects import Base, Exhibit

harness.seed(URL, Base.metadata, Exhibit(inventory="A1", room=3, provenance="found in 1911"))
with harness.client(app) as client:
    reply = client.get("/exhibits/A1/audio")
harness.finish(reply.status_code == 200 and reply.json() == {"frames": 120})

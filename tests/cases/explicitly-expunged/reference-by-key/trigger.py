import os

import harness

os.environ["ASSETS_DB"] = URL = harness.sqlite()

from assets.api import app
from assets.data import Asset, Base

harness.seed(URL, Base.metadata, Asset(tag="A-1"))
with harness.client(app) as client:
    reply = client.post("/assets/1/moves?room=B2")
harness.finish(reply.status_code == 201 and reply.json() == {"moved": "A-1", "to": "B2"})

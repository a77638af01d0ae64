import os

import harness

os.environ["CELLAR_DB"] = URL = harness.sqlite()

from cellar.db import Base, Bottle
from cellar.main import app

harness.seed(URL, Base.metadata, Bottle(label="red"))
with harness.client(app) as client:
    reply = client.post("/bottles/red/drink")
harness.finish(reply.status_code == 200 and reply.json() == {"drunk": "red"})

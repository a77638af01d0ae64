import os

import harness

os.environ["SEATS_DB"] = URL = harness.sqlite()

from seats.db import Base, Hold
from seats.main import app

harness.seed(URL, Base.metadata, Hold(seat="A1", minutes=12))
with harness.client(app) as client:
    reply = client.post("/holds/1/extend")
harness.finish(reply.status_code == 200 and reply.json() == {"minutes": 17})

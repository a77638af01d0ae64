import os

import harness

os.environ["PARKING_DB"] = URL = harness.sqlite()

from parking.main import app
from parking.model import Base, Garage, Place

harness.seed(URL, Base.metadata, Garage(name="P1", places=[Place(free=False, number=1), Place(free=True, number=2)]))
with harness.client(app) as client:
    named = client.get("/garages/1")
    reply = client.get("/garages/1/first-free")
harness.finish(named.status_code == 200 and reply.status_code == 200 and reply.json() == {"place": 2})

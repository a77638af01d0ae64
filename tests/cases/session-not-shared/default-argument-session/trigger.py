import os

import harness

os.environ["DEPOT_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from depot.db import Driver, Truck
from depot.main import app

harness.seed(URL, SQLModel.metadata, Truck(plate="P", driver=Driver(name="Di")))
with harness.client(app) as client:
    known = client.get("/drivers/1")
    reply = client.post("/trucks/1/runs")
harness.finish(known.json() == ["P"] and reply.status_code == 200 and reply.json() == {"driver": "Di"})

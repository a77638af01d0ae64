import os

import harness

os.environ["ENERGY_DB"] = URL = harness.sqlite()

from energy.main import app
from energy.model import Base, Step, Tariff

harness.seed(URL, Base.metadata, Tariff(code="day", steps=[Step(above=0, cents=30)]))
with harness.client(app) as client:
    client.get("/tariffs/day")
    reply = client.get("/tariffs/day/price?kwh=2")
harness.finish(reply.status_code == 200 and reply.json() == {"cents": 60})

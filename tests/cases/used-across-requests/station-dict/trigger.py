import os

import harness

os.environ["TIDES_DB"] = URL = harness.sqlite()

from tides.api import api
from tides.model import Base, Level, Station

harness.seed(URL, Base.metadata, Station(code="HEL", name="Helgoland", levels=[Level(hour=1, metres=2.5)]))
with harness.client(api) as client:
    client.get("/stations/HEL")
    reply = client.get("/stations/HEL/levels")
harness.finish(reply.status_code == 200 and reply.json() == [2.5])

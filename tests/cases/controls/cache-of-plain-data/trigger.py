import os

import harness

os.environ["GEO_DB"] = URL = harness.sqlite()

from geo.db import Base, City, Country
from geo.main import app

harness.seed(URL, Base.metadata, Country(iso="NO", cities=[City(name="Oslo")]))
with harness.client(app) as client:
    client.get("/countries/NO")
    reply = client.get("/countries/NO?cities=1")
    index = client.get("/known")
harness.finish(reply.status_code == 200 and reply.json()["cities"] == ["Oslo"] and index.json() == ["NO"])

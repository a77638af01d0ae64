import os

import harness

os.environ["WEATHER_DB"] = URL = harness.sqlite()

from weather.db import Base, Cell, Grid
from weather.main import app

harness.seed(URL, Base.metadata, Grid(name="eu", edge=5, cells=[Cell(kelvin=280.0), Cell(kelvin=290.0)]))
with harness.client(app) as client:
    client.get("/grids/eu/size")
    reply = client.get("/grids/eu/mean")
harness.finish(reply.status_code == 200 and reply.json() == 285)

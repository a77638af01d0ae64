import os

import harness

os.environ["FX_DB"] = URL = harness.sqlite()

from fx.main import app
from fx.tables import Base, Rate

harness.seed(URL, Base.metadata, Rate(pair="EURCHF", micros=950_000, asked=0))
with harness.client(app) as client:
    reply = client.post("/convert/EURCHF?amount=2")
harness.finish(reply.status_code == 200 and reply.json() == {"micros": 1_900_000})

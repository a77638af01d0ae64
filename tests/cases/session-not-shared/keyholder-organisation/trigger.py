import os

import harness

os.environ["METERS_DB"] = URL = harness.sqlite()

from main import app
from models import AccessKey, Base, Organisation

harness.seed(URL, Base.metadata, AccessKey(value="k", organisation=Organisation(name="Nordnet")))
with harness.client(app, headers={"X-Key": "k"}) as client:
    first = client.get("/readings/total")
    reply = client.post("/readings?kwh=7")
harness.finish(first.status_code == 200 and reply.status_code == 201 and reply.json()["for"] == "Nordnet")

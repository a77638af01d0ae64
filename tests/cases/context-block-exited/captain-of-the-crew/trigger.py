import os

import harness

os.environ["REGATTA_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from regatta.main import app
from regatta.models import Base, Boat, Club, Sailor

harness.seed(URL, Base.metadata, Boat(sail="GER1", captain=Sailor(name="Jo", club=Club(short="KYC"))))
with harness.client(app) as client:
    reply = client.post("/start/GER1")
harness.finish(reply.status_code == 200 and reply.json() == {"sail": "GER1", "by": "Jo"})

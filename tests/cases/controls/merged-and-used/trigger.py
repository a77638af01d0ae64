import os

import harness

os.environ["FINES_DB"] = URL = harness.sqlite()

from fines.db import Base, Driver, Fine
from fines.main import app

harness.seed(URL, Base.metadata, Driver(plate="X", fines=[Fine(cents=900)]))
with harness.client(app) as client:
    reply = client.get("/drivers/X/due")
harness.finish(reply.status_code == 200 and reply.json() == {"cents": 900})

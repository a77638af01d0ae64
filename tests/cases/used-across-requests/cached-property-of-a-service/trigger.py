import os

import harness

os.environ["PAYROLL_DB"] = URL = harness.sqlite()

from payroll.main import app
from payroll.orm import Base, Year

harness.seed(URL, Base.metadata, Year(current=True, rate=30))
with harness.client(app) as client:
    client.get("/year")
    reply = client.get("/net/1000")
harness.finish(reply.status_code == 200 and reply.json() == {"net": 700})

import os

import harness

os.environ["LEADS_DB"] = URL = harness.sqlite()

from leads.db import Base, Plan, Tenant
from leads.main import app

harness.seed(URL, Base.metadata, Tenant(host="a", plan=Plan(limit=3)))
with harness.client(app) as client:
    reply = client.post("/leads", headers={"host": "a"})
harness.finish(reply.status_code == 201)

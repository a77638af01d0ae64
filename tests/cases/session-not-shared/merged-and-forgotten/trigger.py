import os

import harness

os.environ["GRANTS_DB"] = URL = harness.sqlite()

from grants.orm import Applicant, Base
from grants.web import app

harness.seed(URL, Base.metadata, Applicant(person="p1"))
with harness.client(app) as client:
    reply = client.post("/applications?title=Bees", headers={"x-person": "p1"})
harness.finish(reply.status_code == 200 and reply.json() == {"open": 1})

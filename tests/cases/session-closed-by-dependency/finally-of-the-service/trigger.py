import os

import harness

os.environ["TOOLSHED_DB"] = URL = harness.sqlite()

from toolshed.main import app
from toolshed.orm import Base, Loan, Tool

harness.seed(URL, Base.metadata, Loan(who="mo", tool=Tool(name="saw", shelf="C")))
with harness.client(app) as client:
    reply = client.get("/loans/mo")
harness.finish(reply.status_code == 200 and reply.json()["put it back to"] == "C")

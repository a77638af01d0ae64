import os

import harness

os.environ["APP_DATABASE"] = URL = harness.sqlite()

from app.main import app
from app.models.account import Account, Base, Plan

harness.seed(URL, Base.metadata, Account(handle="kim", plan=Plan(code="pro")))
with harness.client(app) as client:
    reply = client.get("/me", headers={"X-Account": "kim"})
harness.finish(reply.status_code == 200)

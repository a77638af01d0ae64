import os

import harness

os.environ["GYMS_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from gyms.db import Member
from gyms.main import app

harness.seed(URL, SQLModel.metadata, Member(number="m"))
with harness.client(app) as client:
    reply = client.post("/members/m/visit")
harness.finish(reply.status_code == 200 and reply.json() == {"visits": 1})

import os

import harness

os.environ["POLICY_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from policy.db import Base, Holder, Policy
from policy.main import app

harness.seed(URL, Base.metadata, Policy(holder=Holder(name="Ada")), Holder(name="Bob"))
with harness.client(app) as client:
    reply = client.patch("/policies/1?holder_id=2")
harness.finish(reply.status_code == 200 and reply.json() == {"change": "Ada -> #2"})

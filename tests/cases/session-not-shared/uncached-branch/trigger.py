import os

import harness

os.environ["BRANCH_DB"] = URL = harness.sqlite()

from branches.main import app
from branches.models import Base, Branch, Region

harness.seed(URL, Base.metadata, Branch(code="B1", region=Region(vat=20)))
with harness.client(app) as client:
    reply = client.post("/sales?cents=500", headers={"X-Branch": "B1"})
harness.finish(reply.status_code == 200 and reply.json() == {"gross": 600})

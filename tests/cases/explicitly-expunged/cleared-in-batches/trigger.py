import os

import harness

os.environ["CENSUS_DB"] = URL = harness.sqlite()

from census.main import app
from census.models import Base, Household, Person

rows = [Household(street=f"S{n}", rooms=n, people=[Person(age=n)]) for n in (4, 9, 1)]
harness.seed(URL, Base.metadata, *rows)
with harness.client(app) as client:
    reply = client.get("/largest")
harness.finish(reply.status_code == 200 and reply.json() == {"of": 3, "street": "S9", "ages": [9]})

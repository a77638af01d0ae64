import os

import harness

os.environ["DUNNING_DB"] = URL = harness.sqlite()

from dunning.app import app
from dunning.tables import Base, Invoice

harness.seed(URL, Base.metadata, Invoice(number="R1", days_late=20), Invoice(number="R2", days_late=3))
with harness.client(app) as client:
    reply = client.post("/reminders")
harness.finish(reply.status_code == 200 and reply.json() == {"remind": ["R1"]})

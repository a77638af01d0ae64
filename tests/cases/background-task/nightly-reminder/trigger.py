import os

import harness

os.environ["RENTAL_DB"] = URL = harness.sqlite()

from rental.app import app
from rental.db import Base, Lease, Tenant
from rental.reminders import mails, ran, scheduler

harness.seed(URL, Base.metadata, Lease(number="L1", tenant=Tenant(email="t@example.org")))
with harness.client(app) as client:
    scheduler.pause()
    client.post("/leases/L1/reminder")
    scheduler.resume()
    ran.wait()
harness.finish(mails == ["t@example.org: L1 ends soon"])

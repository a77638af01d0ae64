import os
from datetime import date

import harness

os.environ["KENNEL_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from kennel import app
from kennel.entities import Dog, Entity, Vaccination

shots = [Vaccination(against=what, given=date(2030, 1, 1)) for what in ("rabies", "distemper")]
harness.seed(URL, Entity.metadata, Dog(chip="756", name="Rex", vaccinations=shots))
with harness.client(app) as client:
    reply = client.post("/checkin/756?box=4")
harness.finish(reply.json() == {"welcome": "Rex", "visits": 1} if reply.status_code == 200 else False)

import os

import harness

os.environ["TRIALS_DB"] = URL = harness.sqlite()

from trials.main import app
from trials.model import Base, Dose, Trial

harness.seed(URL, Base.metadata, Trial(code="A1", doses=[Dose(milligrams=2.5)]))
with harness.client(app) as client:
    reply = client.get("/reports/A")
harness.finish(reply.status_code == 200 and reply.json() == [{"code": "A1", "total": 2.5}])

import os

import harness

os.environ["CLINIC_DB"] = URL = harness.sqlite()

from clinic.main import app
from clinic.model import Base, Patient, Visit

harness.seed(URL, Base.metadata, Visit(finding="fine.", patient=Patient(surname="Moss")))
with harness.client(app) as client:
    reply = client.get("/visits/1/letter")
harness.finish(reply.status_code == 200 and reply.json() == {"letter": "Dear Moss, fine."})

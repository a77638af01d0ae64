import os

import harness

os.environ["TRANSLATE_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from translate.app import app, meter
from translate.models import Customer, Job

harness.seed(URL, SQLModel.metadata, Job(text="abc", customer=Customer(code="ACME")))
with harness.client(app) as client:
    client.post("/jobs/1/translate")
harness.finish(meter.used["ACME"] > 0)

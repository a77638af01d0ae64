import os

import harness

os.environ["LAB_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from lab.audit import audited
from lab.database import Base, Sample
from lab.main import app

harness.seed(URL, Base.metadata, Sample(barcode="b", state="new"))
with harness.client(app) as client:
    client.post("/samples/b/freeze")
harness.finish(audited.lines == ["b=frozen"])

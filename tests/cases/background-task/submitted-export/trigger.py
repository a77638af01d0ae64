import os

import harness

os.environ["EXPORTS_DB"] = URL = harness.sqlite()

from exports import jobs
from exports.main import app
from exports.models import Base, Dataset

harness.seed(URL, Base.metadata, Dataset(name="rain", content=b"1;2"))
with harness.client(app) as client:
    client.post("/datasets/rain/export")
    jobs.may_run.set()
    app.state.pool.shutdown()
harness.finish(jobs.files == {"rain": b"1;2"})

import os

import harness

os.environ["OBSERVATORY_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from observatory.main import app
from observatory.models import Base, Exposure, Night, Telescope

harness.seed(URL, Base.metadata, Telescope(name="vt1", exposures=[Exposure(seconds=30)]), Night(seeing=0.8))
with harness.client(app) as client:
    reply = client.get("/dashboards/vt1")
harness.finish(reply.status_code == 200 and reply.json() == {"seeing": 0.8, "seconds": 30})

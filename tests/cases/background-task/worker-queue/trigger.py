import os

import harness

os.environ["ALERTS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from alerts.db import Base
from alerts.main import app
from alerts.worker import paged, quiet

harness.seed(URL, Base.metadata)
with harness.client(app, form="%(levelname)s [%(name)s] %(message)s") as client:
    client.post("/alarms?sensor=s1&level=5")
    client.portal.call(quiet.set)
    client.portal.call(app.state.queue.join)
harness.finish(paged == ["s1"])

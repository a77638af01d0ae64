import os

import harness

os.environ["WISHES_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from wishes.main import app
from wishes.store import Base

harness.seed(URL, Base.metadata)
with harness.client(app) as client:
    reply = client.put("/wishes/4", json={"text": "snow"})
harness.finish(reply.status_code == 200 and reply.json()["wish"] == {"id": 4, "text": "snow", "size": 1})

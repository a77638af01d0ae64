import os

import harness

os.environ["PODCASTS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from sqlmodel import SQLModel

from podcasts.app import app
from podcasts.data import Episode, Feed

harness.seed(URL, SQLModel.metadata, Feed(slug="sea", episodes=[Episode(title="Foam")]))
with harness.client(app) as client:
    reply = client.post("/feeds/sea/plays")
harness.finish(reply.status_code == 200 and reply.json() == {"playing": "Foam"})

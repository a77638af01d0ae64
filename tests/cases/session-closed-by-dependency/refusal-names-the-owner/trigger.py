import os

import harness

os.environ["DOCS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from docs_api.main import app
from docs_api.tables import Base, Document, Person

harness.seed(URL, Base.metadata, Document(title="T", text="x", holder=Person(name="Ana")))
with harness.client(app) as client:
    reply = client.put("/documents/1?text=y")
harness.finish(reply.status_code == 423 and reply.json() == {"locked_by": "Ana"})

import os

import harness

os.environ["HANDBOOK_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from handbook.chapters import Base, Chapter
from handbook.site import app

harness.seed(URL, Base.metadata, Chapter(number=1, heading="Start", body="Read."))
with harness.client(app) as client:
    reply = client.get("/chapters/1")
harness.finish(reply.text == "<h1>Start</h1><p>Read.</p>")

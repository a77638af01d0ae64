import os

import harness

os.environ["WIKI_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from wiki.main import app
from wiki.tables import Base, Page

harness.seed(URL, Base.metadata, Page(title="a", body="x y"), Page(title="b", body="y z"))
with harness.client(app) as client:
    titles = client.get("/titles?left=a&right=b")
    reply = client.get("/merge-preview?left=a&right=b")
harness.finish(titles.json() == ["a", "b"] and reply.status_code == 200 and reply.json()["added"] == ["z"])

import os

import harness

os.environ["BOOKSHOP_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from bookshop.api import app
from bookshop.tables import Author, Base, Book

harness.seed(URL, Base.metadata, Author(name="Lem", books=[Book(title="Solaris")]))
with harness.client(app) as client:
    reply = client.get("/authors/Lem")
harness.finish(reply.status_code == 200 and reply.json() == {"name": "Lem", "books": [{"title": "Solaris"}]})

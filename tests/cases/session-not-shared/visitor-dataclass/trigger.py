import os

import harness

os.environ["LIBRARY_DB"] = URL = harness.sqlite()

from library.main import app
from library.model import Base, Reader

harness.seed(URL, Base.metadata, Reader(card="r", street="elm road 3"))
with harness.client(app, headers={"X-Card": "r"}) as client:
    reply = client.post("/loans/978")
harness.finish(reply.status_code == 201 and reply.json() == {"send_to": "Elm Road 3"})

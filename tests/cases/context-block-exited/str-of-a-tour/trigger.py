import os

import harness

os.environ["GUIDES_DB"] = URL = harness.sqlite()

from guides import app
from tours import Base, Guide, Tour

harness.seed(URL, Base.metadata, Tour(title="Old town", starts="10:00", guide=Guide(first_name="Ines", languages="pt")))
with harness.client(app) as client:
    listed = client.get("/tours")
    reply = client.get("/tours/1/ticket?name=Bo")
harness.finish(listed.status_code == 200 and reply.status_code == 200 and reply.json()["line"].endswith("with Ines"))

import os

import harness

os.environ["FLAGS_DB"] = URL = harness.sqlite()

from flags.main import app
from flags.model import Base, Exemption, Flag

harness.seed(URL, Base.metadata, Flag(name="beta", on=True, exceptions=[Exemption(group="old")]))
with harness.client(app) as client:
    client.get("/flags/beta")
    reply = client.get("/flags/beta/for/new")
harness.finish(reply.status_code == 200 and reply.json() is True)

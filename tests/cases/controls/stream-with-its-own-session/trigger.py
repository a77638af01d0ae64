import os

import harness

os.environ["DIVING_DB"] = URL = harness.sqlite()

from diving.db import Base, Dive, Log
from diving.main import app

harness.seed(URL, Base.metadata, Log(diver="D", dives=[Dive(metres=18)]))
with harness.client(app) as client:
    reply = client.get("/logs/1.txt")
harness.finish(reply.text == "18 m\n")

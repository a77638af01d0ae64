import os

import harness

os.environ["ALMANAC_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from almanac import app
from almanac.orm import Base, Feast, Month

harness.seed(URL, Base.metadata, Month(number=1, feasts=[Feast(name="Epiphany")]))
with harness.client(app) as client:
    reply = client.get("/months")
harness.finish(reply.text == '{"month": 1, "feasts": ["Epiphany"]}\n')

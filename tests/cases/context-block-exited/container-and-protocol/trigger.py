import os

import harness

os.environ["FILMHOUSE_DB"] = URL = harness.sqlite()

from filmhouse.http import app
from filmhouse.tables import Base, Film, Tag

harness.seed(URL, Base.metadata, Film(title="Alien", tags=[Tag(word="space")]))
with harness.client(app) as client:
    reply = client.get("/films/Alien/poster")
harness.finish(reply.status_code == 200 and reply.json() == {"caption": "Alien: space"})

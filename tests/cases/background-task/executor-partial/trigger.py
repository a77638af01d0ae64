import os

import harness

os.environ["POSTERS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from posters import rendering
from posters.api import app
from posters.models import Base, Poster, Venue

harness.seed(URL, Base.metadata, Poster(headline="Fair", venue=Venue(city="Graz")))
with harness.client(app, form="[%(asctime)s: %(levelname)s/%(name)s] %(message)s") as client:
    client.post("/posters/1/print?copies=2")
    rendering.press.set()
    rendering.done.wait()
    harness.settle(client)
harness.finish(rendering.printed == ["Fair, Graz"] * 2)

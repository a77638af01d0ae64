import os

import harness

os.environ["GALLERY_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from gallery.app import app
from gallery.model import Album, Base, Photo
from gallery.thumbnails import idle, written

harness.seed(URL, Base.metadata, Photo(name="a.jpg", album=Album(folder="2031")))
with harness.client(app, form="%(asctime)s %(levelname)s %(name)s: %(message)s") as client:
    client.put("/photos/a.jpg/thumbnail")
    client.portal.call(idle.set)
    harness.settle(client)
harness.finish(written == ["2031/small-a.jpg"])

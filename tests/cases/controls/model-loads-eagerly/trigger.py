import os

import harness

os.environ["HOTEL_DB"] = URL = harness.sqlite()

from hotel.main import app
from hotel.model import Base, Floor, Room

harness.seed(URL, Base.metadata, Floor(level=2, rooms=[Room(number="21")]))
with harness.client(app) as client:
    reply = client.get("/floors/1")
harness.finish(reply.status_code == 200 and reply.json() == {"level": 2, "rooms": [{"number": "21"}]})

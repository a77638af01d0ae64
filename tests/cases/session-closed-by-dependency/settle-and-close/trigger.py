import os

import harness

os.environ["TICKETING_DSN"] = URL = harness.sqlite("sqlite+aiosqlite")

from ticketing.asgi import app
from ticketing.booking.tables import Base, Show

harness.seed(URL, Base.metadata, Show(title="Lear", left=1))
with harness.client(app) as client:
    reply = client.post("/shows/1/seats/C7")
harness.finish(reply.status_code == 201 and reply.json() == {"voucher": "C7/1"})

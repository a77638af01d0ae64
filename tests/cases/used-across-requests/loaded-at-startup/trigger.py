import os

import harness

os.environ["CHECKOUT_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from checkout.db import Base, Method, Shop
from checkout.main import app

harness.seed(URL, Base.metadata, Shop(name="S", methods=[Method(code="card")]))
with harness.client(app) as client:
    reply = client.post("/pay/card")
harness.finish(reply.status_code == 201 and reply.json() == {"paid with": "card"})

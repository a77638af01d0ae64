import os

import harness

os.environ["ORDERS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from orders import app
from orders.persistence import Base, Customer, Order

rows = [Order(open=True, customer=Customer(zone=zone)) for zone in (3, 1)]
harness.seed(URL, Base.metadata, *rows)
with harness.client(app) as client:
    reply = client.get("/picking")
harness.finish(reply.status_code == 200 and reply.json() == [2, 1])

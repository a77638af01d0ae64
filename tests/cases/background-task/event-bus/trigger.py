import os

import harness

os.environ["MARKET_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from market.bus import opened
from market.mail import outbox, seen
from market.main import app
from market.tables import Base, Offer, Seller

harness.seed(URL, Base.metadata, Offer(title="desk", seller=Seller(mail="s@example.org")))
with harness.client(app, form="%(levelname)-8s %(name)s %(message)s") as client:
    client.post("/offers/1/accept")
    client.portal.call(opened.set)
    harness.settle(client)
harness.finish(seen == [1] and outbox == ["s@example.org: desk is sold"])

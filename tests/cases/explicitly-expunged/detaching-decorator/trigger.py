import os

import harness

os.environ["AUCTIONS_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from auctions.db import Lot
from auctions.main import app

harness.seed(URL, SQLModel.metadata, Lot(cents=500))
with harness.client(app) as client:
    reply = client.post("/lots/1/bids?cents=700")
harness.finish(reply.status_code == 200 and reply.json() == {"leading": 700, "step": 800})

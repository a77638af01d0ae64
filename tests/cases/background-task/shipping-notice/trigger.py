import os

import harness

os.environ["SHOP_DB"] = URL = harness.sqlite()

from app.main import app
from app.models import Base, Parcel
from app.notices import sent

harness.seed(URL, Base.metadata, Parcel(tracking="T9", email="a@example.org"))
with harness.client(app) as client:
    reply = client.post("/parcels/1/dispatch")
harness.finish(reply.status_code == 202 and len(sent) == 1)

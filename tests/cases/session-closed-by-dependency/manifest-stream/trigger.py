import os

import harness

os.environ["FREIGHT_DB"] = URL = harness.sqlite()

from freight.main import app
from freight.models import Base, Manifest, Parcel

harness.seed(URL, Base.metadata, Manifest(vessel="Ona", parcels=[Parcel(label="P1", grams=900)]))
with harness.client(app) as client:
    reply = client.get("/api/manifests/1.csv")
harness.finish(reply.text == "parcel;grams\nP1;900\n")

import os

import harness

os.environ["LOYALTY_DB"] = URL = harness.sqlite()

from app.main import app
from app.models import Base, Member, Tier

harness.seed(URL, Base.metadata, Member(card="c", points=0, tier=Tier(factor=3)))
with harness.client(app) as client:
    reply = client.post("/purchases/c?euros=10")
harness.finish(reply.status_code == 200 and reply.json() == {"points": 30})

import os

import harness

os.environ["ADS_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from ads.api import app
from ads.store import Banner, Base, Campaign

harness.seed(URL, Base.metadata, Campaign(name="C", banners=[Banner(url="/b.png")]))
with harness.client(app) as client:
    client.get("/campaigns/1")
    reply = client.get("/campaigns/1/banner?visitor=3")
harness.finish(reply.status_code == 200 and reply.json() == {"url": "/b.png"})

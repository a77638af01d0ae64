import os

import harness

os.environ["BACKEND_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from backend.main import app
from backend.models import Base, Tenant

harness.seed(URL, Base.metadata, Tenant(plan="free"))
with harness.client(app) as client:
    changed = client.post("/plan/gold")
    reply = client.get("/plan")
harness.finish(changed.status_code == 204 and reply.status_code == 200 and reply.json() == {"plan": "gold"})

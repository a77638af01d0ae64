import os

import harness

os.environ["USERNAMES_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from usernames.db import Base, User
from usernames.main import app

harness.seed(URL, Base.metadata, User(name="ann"))
with harness.client(app) as client:
    reply = client.put("/users/ann")
harness.finish(reply.status_code == 200 and reply.json() == {"taken": True, "users": 1})

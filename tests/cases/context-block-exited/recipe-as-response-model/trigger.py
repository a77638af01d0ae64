import os

import harness

os.environ["KITCHEN_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from kitchen.main import app
from kitchen.tables import Recipe, Step

harness.seed(URL, SQLModel.metadata, Recipe(title="Dal", steps=[Step(text="Boil")]))
with harness.client(app) as client:
    listed = client.get("/recipes")
    reply = client.get("/recipes/Dal")
harness.finish(listed.json() == ["Dal"] and reply.status_code == 200 and reply.json()["steps"] == [{"text": "Boil"}])

import os

import harness

os.environ["MENU_DB"] = URL = harness.sqlite()

from menu.main import app
from menu.tables import Base, Dish, Menu

harness.seed(URL, Base.metadata, Menu(day="mon", dishes=[Dish(name="Soup")]))
with harness.client(app) as client:
    reply = client.get("/menus/mon")
harness.finish(reply.status_code == 200 and reply.json()["dishes"] == ["Soup"])

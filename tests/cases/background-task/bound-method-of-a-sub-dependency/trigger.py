import os

import harness

os.environ["SALON_DB"] = URL = harness.sqlite()

from salon.main import app
from salon.notify import texts
from salon.persistence import Base, Client, Visit

harness.seed(URL, Base.metadata, Visit(hour="9:00", client=Client(phone="55")))
with harness.client(app) as client:
    client.post("/visits/1/reminder")
harness.finish(texts == [("55", "see you at 9:00")])

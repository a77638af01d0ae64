import os

import harness

os.environ["VOTING_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from voting.main import app
from voting.models import Base, Option, Poll
from voting.results import published

harness.seed(URL, Base.metadata, Poll(options=[Option(text="yes", votes=4)]))
with harness.client(app) as client:
    client.post("/polls/1/close")
harness.finish(published == {"yes": 4})

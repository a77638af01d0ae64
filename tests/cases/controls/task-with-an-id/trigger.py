import os

import harness

os.environ["SURVEY_DB"] = URL = harness.sqlite("sqlite+aiosqlite")

from survey.api import app, running
from survey.db import Answer, Base, Survey
from survey.tally import go, results

harness.seed(URL, Base.metadata, Survey(title="S", answers=[Answer(points=4)]))
with harness.client(app) as client:
    client.post("/surveys/1/tally")
    client.portal.call(go.set)
    running.clear()
    harness.settle(client)
harness.finish(results == {1: 4})

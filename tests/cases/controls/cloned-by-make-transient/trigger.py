import os

import harness

os.environ["FORMS_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from forms.db import Form, Question
from forms.main import app

harness.seed(URL, SQLModel.metadata, Form(title="F", fields=[Question(text="?")]))
with harness.client(app) as client:
    reply = client.post("/forms/F/copy")
harness.finish(reply.status_code == 201 and reply.json() == {"id": 2, "empty": True})

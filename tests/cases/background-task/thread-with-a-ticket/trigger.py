import os
import threading

import harness

os.environ["HELPDESK_DB"] = URL = harness.sqlite()

from sqlmodel import SQLModel

from helpdesk import chat
from helpdesk.db import Ticket
from helpdesk.main import app

harness.seed(URL, SQLModel.metadata, Ticket(key="T1", subject="printer"))
with harness.client(app) as client:
    client.post("/tickets/T1/close")
    chat.online.set()
    for thread in threading.enumerate():
        if thread.name == "announcer":
            thread.join()
harness.finish(chat.channel == ["closed: printer"])

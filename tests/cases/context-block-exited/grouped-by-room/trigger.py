import os

import harness

os.environ["TIMETABLE_DB"] = URL = harness.sqlite()

from timetable.main import app
from timetable.model import Base, Lesson, Teacher

harness.seed(URL, Base.metadata, Lesson(room="R1", hour=2, teacher=Teacher(short="Ng")))
with harness.client(app) as client:
    rooms = client.get("/rooms")
    reply = client.get("/rooms/R1")
harness.finish(rooms.json() == ["R1"] and reply.status_code == 200 and reply.json() == {"R1": ["2: Ng"]})

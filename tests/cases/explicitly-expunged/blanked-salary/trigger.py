import os

import harness

os.environ["STAFF_DB"] = URL = harness.sqlite()

from staff.app import app
from staff.model import Base, Department, Employee

harness.seed(URL, Base.metadata, Employee(number="7", name="Li", salary=9, department=Department(short="ENG")))
with harness.client(app) as client:
    paid = client.get("/employees/7/salary")
    reply = client.get("/employees/7/badge")
harness.finish(paid.json() == 9 and reply.status_code == 200 and reply.json() == {"badge": "Li (ENG)"})

import os

import harness

os.environ["KIOSK_DB"] = URL = harness.sqlite()

from kiosk.db import Base, Owner, Voucher
from kiosk.main import app

harness.seed(URL, Base.metadata, Voucher(code="V", owner=Owner(mail="o@example.org")))
with harness.client(app) as client:
    reply = client.delete("/vouchers/1")
harness.finish(reply.status_code == 200 and reply.json() == {"withdrawn": "V", "tell": "o@example.org"})

import os

import harness

os.environ["VAULTS_DB"] = URL = harness.sqlite()

from vaults.app import app
from vaults.model import Base, Vault

harness.seed(URL, Base.metadata, Vault(owner="ops"))
with harness.client(app) as client:
    reply = client.put("/vaults/1/token?value=x")
harness.finish(reply.status_code == 200 and reply.json() == {"stored_for": "ops"})

import os
import threading

import harness

os.environ["LABELS_DB"] = URL = harness.sqlite()

from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun

from labels.celery_app import celery
from labels.db import Address, Base, Shipment
from labels.tasks import labels, print_label
from labels.web import app

ran = threading.Event()
task_postrun.connect(lambda task, **_: ran.set() if task.name == print_label.name else None, weak=False)
harness.seed(URL, Base.metadata, Shipment(reference="S1", address=Address(town="Bergen")))
with harness.client(app, form="[%(levelname)s/%(threadName)s] %(message)s") as client:
    client.post("/shipments/1/label")
with start_worker(celery, perform_ping_check=False, loglevel="ERROR"):
    ran.wait()
harness.finish(labels == ["S1 -> Bergen"])

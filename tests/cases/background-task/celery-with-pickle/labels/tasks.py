from labels.celery_app import celery
from labels.db import Shipment

labels: list[str] = []


@celery.task
def print_label(shipment: Shipment) -> None:
    labels.append(f"{shipment.reference} -> {shipment.address.town}")


@celery.task
def count(amount: int) -> int:
    return amount + len(labels)

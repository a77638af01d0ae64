from fastapi import FastAPI, HTTPException

from labels.db import Db, Shipment
from labels.tasks import count, print_label

app = FastAPI()


@app.post("/shipments/{number}/label", status_code=202)
def label(number: int, db: Db):
    shipment = db.get(Shipment, number)
    if shipment is None:
        raise HTTPException(404)
    count.delay(1)
    print_label.delay(shipment)
    return {"shipment": number}

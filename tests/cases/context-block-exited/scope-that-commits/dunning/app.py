from fastapi import FastAPI

from dunning import store
from dunning.config import settings

app = FastAPI()


@app.post("/reminders")
def reminders():
    invoices = list(store.late(settings().grace_days))
    numbers = [invoice.number for invoice in invoices]
    return {"remind": numbers}

from fastapi import FastAPI

from fx import rates
from fx.engine import Ledger
from fx.tables import Conversion

app = FastAPI()


@app.post("/convert/{pair}")
def convert(pair: str, amount: int, ledger: Ledger):
    rate = rates.current(pair)
    micros = amount * rate.micros
    ledger.add(Conversion(micros=micros))
    ledger.commit()
    return {"micros": micros}

from fastapi import FastAPI

from energy.tariffs import tariff, vat

app = FastAPI()


@app.get("/tariffs/{code}")
def show(code: str):
    return {"code": tariff(code).code, "vat": vat()}


@app.get("/tariffs/{code}/price")
def price(code: str, kwh: int):
    step = max((s for s in tariff(code).steps if s.above <= kwh), key=lambda s: s.above)
    return {"cents": step.cents * kwh}

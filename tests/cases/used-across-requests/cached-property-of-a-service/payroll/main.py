from fastapi import Depends, FastAPI

from payroll.service import Payroll, get_payroll

app = FastAPI()


@app.get("/year")
def year(payroll: Payroll = Depends(get_payroll)) -> dict[str, bool]:
    return {"open": payroll.is_open()}


@app.get("/net/{gross}")
def net(gross: int, payroll: Payroll = Depends(get_payroll)) -> dict[str, int]:
    return {"net": payroll.net(gross)}

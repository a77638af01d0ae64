from fastapi import Depends, FastAPI
from sqlmodel import Session

from depot.db import Run, get_session
from depot.lookup import Drivers, Trucks

app = FastAPI()


@app.get("/drivers/{number}")
def driver(number: int, session: Session = Depends(get_session)):
    return [truck.plate for truck in Drivers().one(number, session).trucks]


@app.post("/trucks/{number}/runs")
def run(number: int, session: Session = Depends(get_session)):
    truck = Trucks().one(number)
    who = truck.driver
    session.add(Run(plate=truck.plate))
    session.commit()
    return {"driver": who.name}

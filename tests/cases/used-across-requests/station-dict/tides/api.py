from fastapi import Depends, FastAPI

from tides import stations
from tides.sql import session

api = FastAPI()


@api.get("/stations/{code}")
def station(code: str, db=Depends(session)):
    return {"name": stations.lookup(db, code).name}


@api.get("/stations/{code}/levels")
def levels(code: str, unit: str = "m", db=Depends(session)):
    found = stations.lookup(db, code)
    factor = stations.UNITS[unit]
    return [round(level.metres * factor, 2) for level in found.levels]

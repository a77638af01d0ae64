from fastapi import Depends, FastAPI

from geo.countries import country, known
from geo.db import session

app = FastAPI()


@app.get("/known")
def index() -> list[str]:
    return known()


@app.get("/countries/{iso}")
def show(iso: str, cities: bool = False, db=Depends(session)):
    found = country(db, iso)
    if not cities:
        return {"iso": found.iso}
    return {"iso": found.iso, "cities": [city.name for city in found.cities]}

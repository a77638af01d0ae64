from fastapi import Depends, FastAPI

from census.database import get_db
from census.survey import largest

app = FastAPI()


@app.get("/largest")
def show_largest(db=Depends(get_db)):
    household, seen = largest(db)
    ages = [person.age for person in household.people]
    return {"of": seen, "street": household.street, "ages": ages}

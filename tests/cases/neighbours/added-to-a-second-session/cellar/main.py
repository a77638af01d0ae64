from fastapi import Depends, FastAPI

from cellar.db import Bottle, reader, writer

app = FastAPI()


def bottle(label: str, db=Depends(reader)) -> Bottle:
    return db.query(Bottle).filter_by(label=label).one()


@app.post("/bottles/{label}/drink")
def drink(bottle: Bottle = Depends(bottle), db=Depends(writer)):
    bottle.drunk = 1
    db.add(bottle)
    db.commit()
    return {"drunk": bottle.label}

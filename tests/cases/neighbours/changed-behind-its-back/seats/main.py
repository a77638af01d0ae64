from fastapi import FastAPI

from seats.db import Db, Hold
from seats.sweeper import sweep

app = FastAPI()


@app.post("/holds/{hold_id}/extend")
def extend(hold_id: int, db: Db):
    hold = db.get_one(Hold, hold_id)
    minutes = hold.minutes
    db.commit()  # do not hold a transaction while sweeping
    sweep(limit=10)
    hold.minutes = minutes + 5
    db.commit()
    return {"minutes": hold.minutes}

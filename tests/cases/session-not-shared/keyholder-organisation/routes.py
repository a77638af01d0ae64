from fastapi import APIRouter
from sqlalchemy import func, select

from guard import Key
from models import Reading
from persistence import Db

meters = APIRouter(prefix="/readings")


@meters.get("/total")
def total(key: Key, db: Db):
    of_mine = select(func.sum(Reading.kwh)).where(Reading.organisation_id == key.organisation_id)
    return {"kwh": db.scalar(of_mine)}


@meters.post("", status_code=201)
def record(kwh: int, key: Key, db: Db):
    reading = Reading(organisation_id=key.organisation_id, kwh=kwh)
    db.add(reading)
    db.commit()
    return {"id": reading.id, "for": key.organisation.name}

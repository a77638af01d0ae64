from fastapi import FastAPI

from parking.db import in_session
from parking.model import Garage, Place

app = FastAPI()


@app.get("/garages/{garage_id}")
def garage(garage_id: int):
    return in_session(lambda session: {"name": session.get(Garage, garage_id).name})


@app.get("/garages/{garage_id}/first-free")
def first_free(garage_id: int):
    found = in_session(lambda session: session.get(Garage, garage_id))
    place = found.places.filter(Place.free).order_by(Place.number).first()
    return {"place": place.number}

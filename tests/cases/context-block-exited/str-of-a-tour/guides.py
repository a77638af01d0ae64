import os

from fastapi import FastAPI, HTTPException
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from tours import Tour

app = FastAPI()
engine = create_engine(os.environ.get("GUIDES_DB", "sqlite:///guides.db"))


@app.get("/tours")
def index():
    with Session(engine) as session:
        tours = session.scalars(select(Tour)).all()
        return [str(t) for t in sorted(tours, key=lambda t: t.starts)]


@app.get("/tours/{tour_id}/ticket")
def ticket(tour_id: int, name: str):
    with Session(engine) as session:
        tour = session.get(Tour, tour_id)
        if tour is None:
            raise HTTPException(404)
    return {"line": f"Admit {name}: {tour}"}

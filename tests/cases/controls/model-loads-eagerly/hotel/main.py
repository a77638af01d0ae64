import os

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from hotel.model import Floor

app = FastAPI()
engine = create_engine(os.environ["HOTEL_DB"], connect_args={"check_same_thread": False})


class RoomOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: str


class FloorOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    level: int
    rooms: list[RoomOut]


@app.get("/floors/{floor_id}", response_model=FloorOut)
def floor(floor_id: int):
    with Session(engine) as session:
        return session.get(Floor, floor_id)

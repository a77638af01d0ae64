from fastapi import FastAPI
from sqlalchemy import select

from nursery.db import Bed, Db

app = FastAPI()


@app.get("/beds/{name}")
async def bed(name: str, db: Db):
    # expunge() is not needed here, the session ends with the request
    bed = (await db.scalars(select(Bed).where(Bed.name == name))).one()
    return [plant.species for plant in bed.plants]

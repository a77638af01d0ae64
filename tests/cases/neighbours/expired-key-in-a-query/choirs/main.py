from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from choirs.db import Choir, Db, Singer, engine

app = FastAPI()


def visited(name: str) -> Choir:
    with Session(engine) as session:
        choir = session.scalars(select(Choir).where(Choir.name == name)).one()
        choir.visits += 1
        session.commit()
    return choir


@app.get("/choirs/{name}/singers")
def singers(name: str, db: Db):
    query = select(Singer).where(Singer.choir == visited(name))
    return [singer.name for singer in db.scalars(query)]

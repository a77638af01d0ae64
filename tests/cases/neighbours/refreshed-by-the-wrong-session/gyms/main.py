from fastapi import FastAPI
from sqlmodel import Session, select

from gyms.db import Db, Member, engine

app = FastAPI()


def member(number: str) -> Member:
    with Session(engine) as own:
        return own.exec(select(Member).where(Member.number == number)).one()


@app.post("/members/{number}/visit")
def visit(number: str, db: Db):
    found = member(number)
    found.visits += 1
    db.commit()
    db.refresh(found)
    return {"visits": found.visits}

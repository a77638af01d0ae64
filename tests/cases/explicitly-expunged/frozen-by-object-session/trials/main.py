import os

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from trials.model import Trial
from trials.report import report

app = FastAPI()
Session = sessionmaker(create_engine(os.environ["TRIALS_DB"], connect_args={"check_same_thread": False}))


def session():
    with Session() as db:
        yield db


Db = Depends(session)


@app.get("/reports/{prefix}")
def reports(prefix: str, db=Db):
    trials = db.query(Trial).filter(Trial.code.startswith(prefix))
    return [report(trial.freeze()) for trial in trials]

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session

from salon.notify import Notifier
from salon.persistence import Visit, local_session

app = FastAPI()


class Visits:
    def __init__(self, db: Session = Depends(local_session)) -> None:
        self.db = db

    def find(self, number: int) -> Visit:
        visit = self.db.query(Visit).filter(Visit.id == number).first()
        if visit is None:
            raise HTTPException(404)
        return visit


@app.post("/visits/{number}/reminder", status_code=202)
def remind(number: int, visits: Visits = Depends(), notifier: Notifier = Depends()):
    notifier.about(visits.find(number))
    return {"reminding": number}

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session

from app import notices
from app.database import get_db
from app.models import Parcel

app = FastAPI()


@app.post("/parcels/{parcel_id}/dispatch", status_code=202)
def dispatch(parcel_id: int, tasks: BackgroundTasks, db: Session = Depends(get_db)):
    parcel = db.get(Parcel, parcel_id)
    if not parcel:
        raise HTTPException(status_code=404)
    parcel.state = "sent"
    db.commit()
    tasks.add_task(notices.book_postage, parcel_id)
    tasks.add_task(notices.notify, parcel)
    return {"queued": True}

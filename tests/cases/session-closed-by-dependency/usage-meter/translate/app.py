from fastapi import Depends, FastAPI, Request
from sqlmodel import Session, select

from translate.db import db_session
from translate.metering import Meter
from translate.models import Job

meter = Meter(unit=1000)
app = FastAPI(dependencies=[Depends(meter)])


@app.post("/jobs/{job_id}/translate")
def translate(job_id: int, request: Request, db: Session = Depends(db_session)) -> dict[str, str]:
    job = db.exec(select(Job).where(Job.id == job_id)).one()
    request.state.job = job
    return {"text": job.text[::-1]}

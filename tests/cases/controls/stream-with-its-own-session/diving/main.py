from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from diving.db import Log, get_db
from diving.text import lines

app = FastAPI()


@app.get("/logs/{log_id}.txt")
def download(log_id: int, db: Session = Depends(get_db)):
    log = db.get(Log, log_id)
    if log is None:
        raise HTTPException(404)
    return StreamingResponse(lines(log.id), media_type="text/plain")

from concurrent.futures import ThreadPoolExecutor

from fastapi import Depends, FastAPI, Request
from sqlalchemy.orm import Session

from exports.db import get_session
from exports.jobs import submit_export
from exports.models import Dataset

app = FastAPI()
app.state.pool = ThreadPoolExecutor(max_workers=1)
app.state.formats = {"csv": ";", "tsv": "\t"}


@app.post("/datasets/{name}/export", status_code=202)
def export(name: str, request: Request, session: Session = Depends(get_session)):
    dataset = session.query(Dataset).filter(Dataset.name == name).one()
    submit_export(request.app.state.pool, dataset)
    return {"exporting": dataset.name}

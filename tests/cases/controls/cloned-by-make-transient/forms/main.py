from fastapi import FastAPI

from forms.clone import clone
from forms.db import Db

app = FastAPI()


@app.post("/forms/{title}/copy", status_code=201)
def copy(title: str, db: Db):
    form = clone(db, title)
    empty = not form.fields
    db.add(form)
    db.commit()
    return {"id": form.id, "empty": empty}

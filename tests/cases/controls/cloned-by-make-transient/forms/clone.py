from sqlalchemy.orm import make_transient
from sqlmodel import Session, select

from forms.db import Form


def clone(db: Session, title: str) -> Form:
    form = db.exec(select(Form).where(Form.title == title)).one()
    db.expunge(form)
    make_transient(form)
    form.id = None
    form.title += " (copy)"
    return form

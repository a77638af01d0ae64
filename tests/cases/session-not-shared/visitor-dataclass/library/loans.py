from datetime import date

from fastapi import APIRouter

from library.model import Loan
from library.store import Db
from library.visitors import CurrentVisitor

router = APIRouter(prefix="/loans")


@router.post("/{isbn}", status_code=201)
def borrow(isbn: str, visitor: CurrentVisitor, db: Db):
    db.add(Loan(isbn=isbn, reader_id=visitor.reader.id, until=date(2031, 1, 1)))
    db.commit()
    return {"send_to": visitor.address()}

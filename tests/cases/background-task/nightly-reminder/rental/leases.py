from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from rental.db import Lease, session
from rental.reminders import remind_later

router = APIRouter(prefix="/leases")


def lease(number: str, db: Annotated[Session, Depends(session)]) -> Lease:
    found = db.scalars(select(Lease).where(Lease.number == number)).one_or_none()
    if found is None:
        raise HTTPException(404)
    return found


@router.post("/{number}/reminder", status_code=202)
def remind(number: str, lease: Annotated[Lease, Depends(lease)]):
    remind_later(lease)
    return {"lease": number}

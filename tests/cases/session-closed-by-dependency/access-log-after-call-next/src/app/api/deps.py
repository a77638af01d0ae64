from fastapi import Depends, Header, HTTPException, Request
from sqlalchemy.orm import Session

from app.db.session import SessionLocal
from app.models.account import Account


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def get_account(request: Request, x_account: str = Header(), db: Session = Depends(get_db)) -> Account:
    account = db.query(Account).filter(Account.handle == x_account).one_or_none()
    if account is None:
        raise HTTPException(status_code=401)
    request.state.account = account
    return account

"""The row is deleted behind the session's back, then the object is refreshed."""

from shop import User, open_shop
from sqlalchemy import delete
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as session:
    user = session.get(User, 1)
    session.execute(delete(User).execution_options(synchronize_session=False))
    session.refresh(user)

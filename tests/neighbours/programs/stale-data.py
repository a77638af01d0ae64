"""The row is deleted behind the session's back, then a change is flushed."""

from shop import User, open_shop
from sqlalchemy import delete
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as session:
    user = session.get(User, 1)
    session.execute(delete(User).execution_options(synchronize_session=False))
    user.name = "Grace"
    session.flush()

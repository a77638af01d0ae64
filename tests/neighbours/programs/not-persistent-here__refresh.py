"""A session is asked to refresh an object it does not hold."""

from shop import User, open_shop
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as session:
    user = session.get(User, 1)
with Session(engine) as session:
    session.refresh(user)

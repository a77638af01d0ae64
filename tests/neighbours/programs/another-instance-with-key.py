"""A detached object is added to a session that holds its row as another object."""

from shop import User, open_shop
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as session:
    old = session.get(User, 1)
with Session(engine) as session:
    held = session.get(User, 1)
    session.add(old)

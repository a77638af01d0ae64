"""An object is added to a second session while the first still holds it."""

from shop import User, open_shop
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as first, Session(engine) as second:
    second.add(first.get(User, 1))

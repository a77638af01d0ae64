"""A result is read after its session was closed."""

from shop import User, open_shop
from sqlalchemy import select
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as session:
    users = session.execute(select(User)).scalars()
print(users.all())

"""A query compares with an object that has expired and lost its session."""

from shop import Order, User, open_shop
from sqlalchemy import select
from sqlalchemy.orm import Session

engine = open_shop()
with Session(engine) as session:
    user = session.get(User, 1)
    session.commit()
with Session(engine) as session:
    print(session.scalars(select(Order).where(Order.user == user)).all())

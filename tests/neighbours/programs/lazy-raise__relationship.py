"""A query forbids loading on access, and the relationship is read."""

from shop import User, open_shop
from sqlalchemy import select
from sqlalchemy.orm import Session, raiseload

with Session(open_shop()) as session:
    user = session.execute(select(User).options(raiseload(User.orders))).scalars().one()
    print(user.orders)

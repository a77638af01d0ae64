"""A query defers a column with raiseload, and the column is read."""

from shop import User, open_shop
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

with Session(open_shop()) as session:
    user = session.execute(select(User).options(defer(User.name, raiseload=True))).scalars().one()
    print(user.name)

"""A collection is changed after its owner was collected by Python."""

import gc

from shop import Order, User, open_shop
from sqlalchemy.orm import Session

with Session(open_shop()) as session:
    session.add(User(id=2, name="Grace"))
    session.commit()
    orders = session.get(User, 2).orders
    gc.collect()
    orders.append(Order())

"""A transaction is committed after its session was closed."""

from shop import open_shop
from sqlalchemy.orm import Session

with Session(open_shop()) as session:
    transaction = session.begin()
    session.close()
    transaction.commit()

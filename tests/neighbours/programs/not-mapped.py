"""A session is given the None of a query that found nothing."""

from shop import User, open_shop
from sqlalchemy.orm import Session

with Session(open_shop()) as session:
    session.add(session.get(User, 2))

"""A commit inside a begin() block ends its transaction, and the session is used again."""

from shop import User, open_shop
from sqlalchemy.orm import Session

with Session(open_shop()) as session, session.begin():
    session.commit()
    print(session.get(User, 1))

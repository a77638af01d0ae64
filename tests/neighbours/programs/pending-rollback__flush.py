"""A flush fails, the error is swallowed, and the session is used again."""

from shop import User, open_shop
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

with Session(open_shop()) as session:
    session.add(User(id=1, name="Grace"))
    try:
        session.flush()
    except IntegrityError:
        print("taken")
    print(session.get(User, 2))

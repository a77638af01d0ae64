# needs: sqlalchemy>=2.0.22
"""A session that was made to be closed for good is used after its end."""

from shop import User, open_shop
from sqlalchemy.orm import Session

with Session(open_shop(), close_resets_only=False) as session:
    pass
print(session.get(User, 1))

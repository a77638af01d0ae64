# needs: sqlalchemy>=2.0
"""A session is closed from inside the moment in which it gets its connection."""

from shop import User, open_shop
from sqlalchemy import event
from sqlalchemy.orm import Session

with Session(open_shop()) as session:

    @event.listens_for(session, "after_begin")
    def leave(busy, transaction, connection):
        busy.close()

    print(session.get(User, 1))

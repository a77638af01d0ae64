"""A listener flushes while the session is flushing."""

from shop import User, open_shop
from sqlalchemy import event
from sqlalchemy.orm import Session

with Session(open_shop()) as session:

    @event.listens_for(session, "after_flush")
    def again(busy, context):
        busy.flush()

    session.add(User(name="Grace"))
    session.flush()

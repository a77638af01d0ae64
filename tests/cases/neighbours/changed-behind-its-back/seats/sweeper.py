from sqlalchemy import delete

from seats.db import Hold, maker


def sweep(limit: int) -> None:
    """Removes holds that are too old."""
    with maker.begin() as session:
        session.execute(delete(Hold).where(Hold.minutes > limit))

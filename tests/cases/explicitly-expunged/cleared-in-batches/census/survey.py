from sqlalchemy.orm import Session

from census.models import Household

SIZES = {"small": 2, "large": 5}


def batches(db: Session, size: int):
    offset = 0
    while True:
        batch = db.query(Household).order_by(Household.id).offset(offset).limit(size).all()
        if not batch:
            return
        yield batch
        db.expunge_all()
        offset += size


def largest(db: Session, size: int = 2) -> tuple[Household, int]:
    """The household with the most rooms, and how many there are."""
    winner, seen = None, 0
    for batch in batches(db, size):
        for household in batch:
            seen += 1
            if winner is None or household.rooms > winner.rooms:
                winner = household
    return winner, seen

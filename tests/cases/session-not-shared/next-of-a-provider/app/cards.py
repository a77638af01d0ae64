from app.db import get_db
from app.models import Member


def find(card: str) -> dict:
    provider = get_db()
    db = next(provider)
    member = db.query(Member).filter(Member.card == card).one()
    provider.close()
    return {"card": card, "member": member}

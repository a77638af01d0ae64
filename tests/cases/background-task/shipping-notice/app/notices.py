from app.database import SessionLocal
from app.models import Parcel

sent = []
ledger = []


def book_postage(parcel_id: int) -> None:
    with SessionLocal() as session:
        ledger.append(session.get(Parcel, parcel_id).tracking)


def notify(parcel: Parcel) -> None:
    address = parcel.email
    sent.append((address, f"Your parcel {parcel.tracking} is on its way"))

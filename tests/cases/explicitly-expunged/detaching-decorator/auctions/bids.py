from auctions.db import Lot
from auctions.persistence import detached


@detached
def place_bid(db, lot_id: int, cents: int) -> Lot:
    lot = db.get(Lot, lot_id)
    if cents >= lot.next_step:
        lot.cents = cents
    db.add(lot)
    return lot

from fastapi import FastAPI

from auctions.bids import place_bid
from auctions.db import SessionDep

app = FastAPI()


@app.post("/lots/{lot_id}/bids")
def bid(lot_id: int, cents: int, db: SessionDep):
    lot = place_bid(db, lot_id, cents)
    return {"leading": cents, "step": lot.next_step}

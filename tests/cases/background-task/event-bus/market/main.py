from fastapi import FastAPI

from market import mail
from market.bus import bus
from market.events import OfferAccepted, OfferSeen
from market.tables import Db, Offer

app = FastAPI()
app.state.outbox = mail.outbox


@app.post("/offers/{offer_id}/accept", status_code=202)
async def accept(offer_id: int, db: Db):
    offer = await db.get_one(Offer, offer_id)
    offer.sold = True
    await db.commit()
    bus.publish(OfferSeen(offer.id))
    bus.publish(OfferAccepted(offer))
    return {"accepted": offer_id}

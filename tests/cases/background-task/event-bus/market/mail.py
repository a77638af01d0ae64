from market.bus import bus
from market.events import OfferAccepted, OfferSeen

outbox: list[str] = []
seen: list[int] = []


@bus.subscribe(OfferSeen)
async def count(event: OfferSeen) -> None:
    seen.append(event.offer_id)


@bus.subscribe(OfferAccepted)
async def congratulate(event: OfferAccepted) -> None:
    seller = event.offer.seller
    outbox.append(f"{seller.mail}: {event.offer.title} is sold")

from dataclasses import dataclass

from market.tables import Offer


@dataclass(frozen=True)
class OfferAccepted:
    offer: Offer


@dataclass(frozen=True)
class OfferSeen:
    offer_id: int

from typing import Annotated

from fastapi import Depends

from ticketing.booking.tables import Booking, Show
from ticketing.db import RequestSession, complete


class SoldOut(Exception):
    """No seat is left."""


class BookingDesk:
    def __init__(self, session: RequestSession) -> None:
        self.session = session

    async def reserve(self, show_id: int, seat: str) -> dict[str, str]:
        show = await self.session.get_one(Show, show_id)
        if show.left < 1:
            raise SoldOut(show.title)
        show.left -= 1
        booking = Booking(show_id=show_id, seat=seat)
        self.session.add(booking)
        await complete(self.session)
        return {"voucher": f"{booking.seat}/{booking.id}"}


Desk = Annotated[BookingDesk, Depends()]

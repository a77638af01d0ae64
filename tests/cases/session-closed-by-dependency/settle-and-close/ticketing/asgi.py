from fastapi import FastAPI, HTTPException

from ticketing.booking.service import Desk, SoldOut

app = FastAPI()


@app.post("/shows/{show_id}/seats/{seat}", status_code=201)
async def reserve(show_id: int, seat: str, desk: Desk) -> dict[str, str]:
    try:
        return await desk.reserve(show_id, seat)
    except SoldOut as full:
        raise HTTPException(409, str(full)) from full

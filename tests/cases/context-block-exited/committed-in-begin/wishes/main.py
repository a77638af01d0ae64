from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

from wishes.store import Wish, sessions

app = FastAPI()


class WishIn(BaseModel):
    text: str
    size: int = 1


class WishOut(WishIn):
    model_config = ConfigDict(from_attributes=True)

    id: int


async def save(number: int, wish: WishIn) -> tuple[Wish, bool]:
    async with sessions.begin() as session:
        known = await session.get(Wish, number) is not None
        row = await session.merge(Wish(id=number, **wish.model_dump()))
    return row, known


@app.put("/wishes/{number}")
async def put(number: int, wish: WishIn):
    row, known = await save(number, wish)
    return {"replaced": known, "wish": WishOut.model_validate(row)}

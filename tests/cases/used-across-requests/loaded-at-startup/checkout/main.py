from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request

from checkout.db import Db, Payment, Shop
from checkout.startup import lifespan

app = FastAPI(lifespan=lifespan)


def shop(request: Request) -> Shop:
    return request.app.state.shop


@app.post("/pay/{code}", status_code=201)
async def pay(code: str, db: Db, shop: Annotated[Shop, Depends(shop)]):
    if not any(method.code == code for method in shop.methods):
        raise HTTPException(422, f"{shop.name} does not take {code}")
    db.add(Payment(code=code))
    await db.commit()
    return {"paid with": code}

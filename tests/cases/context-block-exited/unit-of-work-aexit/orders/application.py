from fastapi import FastAPI

from orders.persistence import UnitOfWork
from orders.picking import route

app = FastAPI()


@app.get("/picking")
async def picking() -> list[int]:
    async with UnitOfWork() as uow:
        waiting = await uow.orders.open_ones()
    return route(waiting)

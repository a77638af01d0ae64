from fastapi import FastAPI
from sqlalchemy import select

from stops import cache
from stops.db import Db, Stop

app = FastAPI()


async def find(db, name: str) -> Stop:
    known = cache.load(name)
    if known is not None:
        return await db.merge(known)
    stop = await db.scalar(select(Stop).where(Stop.name == name))
    cache.store(name, stop)
    return stop


@app.get("/stops/{name}/lines")
async def lines(name: str, db: Db):
    stop = await find(db, name)
    return [line.number for line in await stop.awaitable_attrs.lines]

from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from irrigation.schema import Valve
from irrigation.unit import discard, session

app = FastAPI()


@app.post("/valves/{name}/try")
async def dry_run(name: str, minutes: int, db: AsyncSession = Depends(session)):
    valve = await db.scalar(select(Valve).where(Valve.name == name))
    valve.minutes += minutes
    await db.flush()
    litres = valve.minutes * valve.rate
    await discard(db)
    return {"litres": litres, "over": litres > valve.limit}

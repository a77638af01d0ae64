from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.ext.asyncio import AsyncSession

from . import registry, sessions
from .entities import Stay

app = FastAPI()
per_request = Depends(sessions.per_request)
Work = Annotated[AsyncSession, per_request]
REQUIRED = {"rabies", "distemper"}


@app.post("/checkin/{chip}")
async def check_in(chip: str, box: int, work: Work):
    dog, visits = await registry.by_chip(chip)
    missing = REQUIRED - {v.against for v in dog.vaccinations}
    if missing:
        raise HTTPException(422, sorted(missing))
    work.add(Stay(dog_id=dog.id, box=box))
    await work.commit()
    return {"welcome": dog.name, "visits": visits + 1}

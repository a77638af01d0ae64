import json
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from almanac.orm import Month, sessions

app = FastAPI()


async def short_session():
    async with sessions() as session:
        yield session


# the connection must not be held while a slow client reads
Short = Annotated[AsyncSession, Depends(short_session, scope="function")]


@app.get("/months")
async def months(session: Short) -> StreamingResponse:
    rows = list(await session.scalars(select(Month).order_by(Month.number)))

    async def lines():
        for month in rows:
            feasts = [feast.name for feast in month.feasts]
            yield json.dumps({"month": month.number, "feasts": feasts}) + "\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")

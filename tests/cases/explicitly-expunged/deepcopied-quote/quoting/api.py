from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from quoting.db import session_dependency
from quoting.discounts import scenario
from quoting.model import Quote

app = FastAPI()


@app.get("/quotes/{quote_id}/what-if")
async def what_if(quote_id: int, percent: int, session: Annotated[AsyncSession, Depends(session_dependency)]):
    quote = await session.get_one(Quote, quote_id)
    return {"cents": scenario(quote, percent)}

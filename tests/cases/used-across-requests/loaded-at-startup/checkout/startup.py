from contextlib import asynccontextmanager

from fastapi import FastAPI

from checkout.db import Shop, maker


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with maker() as session:
        app.state.shop = await session.get_one(Shop, 1)
    app.state.currency = "EUR"
    yield

from contextlib import asynccontextmanager

from fastapi import FastAPI

from rental.leases import router
from rental.reminders import scheduler


@asynccontextmanager
async def lifespan(_: FastAPI):
    scheduler.start()
    yield
    scheduler.shutdown()


app = FastAPI(lifespan=lifespan)
app.include_router(router)

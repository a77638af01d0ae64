from fastapi import FastAPI

from alerts.routes import router
from alerts.worker import lifespan

app = FastAPI(lifespan=lifespan)
app.include_router(router)

from fastapi import FastAPI

from weather import forecast

app = FastAPI()
app.include_router(forecast.router, prefix="/grids")

from fastapi import FastAPI

from routes import meters

app = FastAPI(title="meter readings")
app.include_router(meters)

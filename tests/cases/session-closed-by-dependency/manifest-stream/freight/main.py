from fastapi import FastAPI

from freight.routers import manifests

app = FastAPI(title="Freight desk")
app.include_router(manifests.router, prefix="/api")

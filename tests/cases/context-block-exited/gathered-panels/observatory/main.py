from fastapi import FastAPI

from observatory.api.dashboards import router

app = FastAPI(title="Observatory")
app.include_router(router)

from fastapi import FastAPI

from library.loans import router

app = FastAPI()
app.include_router(router)

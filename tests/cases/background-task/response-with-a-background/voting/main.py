from fastapi import FastAPI

from voting.polls import router

app = FastAPI()
app.include_router(router, prefix="/polls")

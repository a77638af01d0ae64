from fastapi import FastAPI

from flags.db import scope
from flags.registry import enabled

app = FastAPI()
app.middleware("http")(scope)


@app.get("/flags/{name}")
def flag(name: str) -> bool:
    return enabled(name)


@app.get("/flags/{name}/for/{group}")
def flag_for(name: str, group: str) -> bool:
    return enabled(name, group)

from fastapi import FastAPI

from regatta.entries import entry

app = FastAPI()
board: list[str] = []


@app.post("/start/{sail}")
async def start(sail: str):
    on_line = await entry(sail)
    board.append("{sail} {captain!r}".format(**on_line))
    return {"sail": on_line["sail"], "by": on_line["captain"].name}

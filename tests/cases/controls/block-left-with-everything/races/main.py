from fastapi import FastAPI

from races.results import race

app = FastAPI()


@app.get("/races/{number}/best")
async def best(number: int):
    found, track = await race(number)
    return {"track": track, "seconds": min(lap.seconds for lap in found.laps)}

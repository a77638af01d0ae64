from fastapi import FastAPI, HTTPException

from ads.campaigns import campaign, weights

app = FastAPI()


@app.get("/campaigns/{number}")
async def show(number: int):
    found = await campaign(number)
    if found is None:
        raise HTTPException(404)
    return {"name": found.name}


@app.get("/campaigns/{number}/banner")
async def banner(number: int, visitor: int):
    found = await campaign(number)
    _, weight = await weights(number)
    banners = found.banners
    return {"url": banners[visitor * weight % len(banners)].url}

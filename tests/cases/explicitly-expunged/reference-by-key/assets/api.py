from fastapi import FastAPI

from assets.data import Asset, Db, Move, reference

app = FastAPI()


@app.post("/assets/{number}/moves", status_code=201)
def move(number: int, room: str, db: Db):
    asset = reference(Asset, number)
    db.add(Move(asset_id=asset.id, room=room))
    db.commit()
    return {"moved": asset.tag, "to": room}

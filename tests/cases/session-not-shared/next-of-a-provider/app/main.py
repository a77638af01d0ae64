from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

from app import cards
from app.db import get_db
from app.models import Purchase

app = FastAPI()


@app.post("/purchases/{card}")
def purchase(card: str, euros: int, db: Session = Depends(get_db)):
    holder = cards.find(card)
    points = euros * holder["member"].multiplier
    db.add(Purchase(card=holder["card"], points=points))
    db.commit()
    return {"points": points}

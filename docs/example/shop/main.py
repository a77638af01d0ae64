"""The shop."""

from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.auth import get_current_user
from shop.database import get_db
from shop.models import Order, User
from shop.pricing import average_order

app = FastAPI()


@app.get("/me/summary")
def summary(
    user: Annotated[User, Depends(get_current_user)], db: Annotated[Session, Depends(get_db)]
) -> dict[str, float]:
    everyone = db.scalar(select(func.avg(Order.total)))
    return {"yours": average_order(user), "everyone": everyone}

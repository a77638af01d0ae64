"""Who is asking."""

from typing import Annotated

from fastapi import Header, HTTPException

from shop.database import SessionLocal
from shop.models import User


def get_current_user(x_user: Annotated[int, Header()]) -> User:
    with SessionLocal() as session:
        user = session.get(User, x_user)
    if user is None:
        raise HTTPException(401)
    return user

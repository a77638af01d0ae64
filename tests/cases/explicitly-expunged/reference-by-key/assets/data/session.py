import os
from typing import Annotated, TypeVar

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, make_transient_to_detached

engine = create_engine(os.environ["ASSETS_DB"], connect_args={"check_same_thread": False})
T = TypeVar("T")


def session():
    with Session(engine) as opened:
        yield opened


Db = Annotated[Session, Depends(session)]


def reference(model: type[T], key: int) -> T:
    """A stand-in for the row with this key, without a query."""
    row = model(id=key)
    make_transient_to_detached(row)
    return row

import os
from typing import Annotated

from fastapi import Depends
from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine(os.environ["GYMS_DB"], connect_args={"check_same_thread": False})


class Member(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    number: str
    visits: int = 0


def session():
    with Session(engine) as opened:
        yield opened


Db = Annotated[Session, Depends(session)]

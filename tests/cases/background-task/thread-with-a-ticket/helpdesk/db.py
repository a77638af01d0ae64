import os
from typing import Annotated

from fastapi import Depends
from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine(os.environ["HELPDESK_DB"], connect_args={"check_same_thread": False})


class Ticket(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    key: str
    subject: str
    state: str = "open"


def session():
    with Session(engine) as db:
        yield db


SessionDep = Annotated[Session, Depends(session)]

import os
from typing import Annotated

from fastapi import Depends
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine

engine = create_engine(os.environ["FORMS_DB"], connect_args={"check_same_thread": False})


class Form(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    title: str
    fields: list["Question"] = Relationship()


class Question(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    text: str
    form_id: int | None = Field(default=None, foreign_key="form.id")


def session():
    with Session(engine) as opened:
        yield opened


Db = Annotated[Session, Depends(session)]

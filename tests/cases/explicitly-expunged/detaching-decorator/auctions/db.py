import os
from typing import Annotated

from fastapi import Depends
from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine(os.environ["AUCTIONS_DB"], connect_args={"check_same_thread": False})


class Lot(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    cents: int
    step: int = 100

    @property
    def next_step(self) -> int:
        return self.cents + self.step


def get_session():
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]

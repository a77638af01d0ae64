import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

engine = create_engine(os.environ["LIBRARY_DB"], connect_args={"check_same_thread": False})


class ReadOnly:
    """A session that never writes."""

    def __enter__(self) -> Session:
        self._session = Session(engine, autoflush=False)
        return self._session

    def __exit__(self, *error: object) -> None:
        self._session.close()


def db():
    with Session(engine) as session:
        yield session


Db = Annotated[Session, Depends(db)]

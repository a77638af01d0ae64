import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine(os.environ["FX_DB"], connect_args={"check_same_thread": False})
make_session = sessionmaker(engine)


def ledger_session():
    with make_session() as session:
        yield session


Ledger = Annotated[Session, Depends(ledger_session)]

import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine(os.environ["METERS_DB"])
NewSession = sessionmaker(engine)


def request_session():
    with NewSession() as session:
        yield session


Db = Annotated[Session, Depends(request_session)]

import os

from sqlmodel import Session, create_engine

engine = create_engine(os.environ["TRANSLATE_DB"], connect_args={"check_same_thread": False})


def db_session():
    with Session(engine) as session:
        yield session

import os

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker


class Sessions:
    def __init__(self, url: str) -> None:
        self.maker = sessionmaker(create_engine(url, connect_args={"check_same_thread": False}))

    def __call__(self):
        with self.maker() as session:
            yield session


sessions = Sessions(os.environ["VAULTS_DB"])

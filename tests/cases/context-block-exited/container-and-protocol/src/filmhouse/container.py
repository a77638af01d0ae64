import os

from dependency_injector import containers, providers
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from .adapters import SqlFilms


class Container(containers.DeclarativeContainer):
    engine = providers.Singleton(create_engine, os.environ.get("FILMHOUSE_DB", "sqlite://"))
    sessions = providers.Singleton(sessionmaker, engine)
    films = providers.Factory(SqlFilms, open_session=sessions)


container = Container()

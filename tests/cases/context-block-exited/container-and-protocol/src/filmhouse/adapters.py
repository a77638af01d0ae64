from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from .tables import Film


class SqlFilms:
    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._open = open_session

    def titled(self, title: str) -> Film | None:
        with self._open() as session:
            return session.scalar(select(Film).where(Film.title == title))

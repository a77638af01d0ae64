from functools import partial

from fastapi import BackgroundTasks

from salon.persistence import Visit

texts: list[tuple[str, str]] = []


class Notifier:
    def __init__(self, tasks: BackgroundTasks) -> None:
        self._later = tasks.add_task
        self._visit: Visit | None = None

    def about(self, visit: Visit) -> None:
        self._visit = visit
        self._later(partial(self._text, hour=visit.hour))

    def _text(self, hour: str) -> None:
        texts.append((self._visit.client.phone, f"see you at {hour}"))

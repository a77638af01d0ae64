import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable

log = logging.getLogger("market.bus")
opened = asyncio.Event()


class Bus:
    def __init__(self) -> None:
        self._subscribers: dict[type, list[Callable[..., Awaitable[None]]]] = defaultdict(list)
        self._tasks: set[asyncio.Task] = set()

    def subscribe(self, kind: type):
        def register(handler):
            self._subscribers[kind].append(handler)
            return handler

        return register

    def publish(self, event: object) -> None:
        for handler in self._subscribers[type(event)]:
            task = asyncio.create_task(self._deliver(handler, event))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, handler, event) -> None:
        await opened.wait()
        try:
            await handler(event)
        except Exception:
            log.exception("subscriber failed: %s", handler.__name__)


bus = Bus()

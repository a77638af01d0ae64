import asyncio
import logging
from contextlib import asynccontextmanager

log = logging.getLogger("alerts.worker")
paged: list[str] = []
quiet = asyncio.Event()


async def work(queue: asyncio.Queue) -> None:
    while True:
        message = await queue.get()
        await quiet.wait()
        try:
            page(message)
        except Exception:
            log.exception("alarm was lost")
        finally:
            queue.task_done()


def page(message: dict) -> None:
    if message["page"]:
        paged.append(message["alarm"].sensor)


@asynccontextmanager
async def lifespan(app):
    app.state.queue = asyncio.Queue()
    worker = asyncio.create_task(work(app.state.queue))
    yield
    worker.cancel()

import asyncio

from gallery.model import Photo

idle = asyncio.Event()
written: list[str] = []
_running: set[asyncio.Task] = set()


def start(photo: Photo) -> None:
    task = asyncio.create_task(shrink(photo))
    _running.add(task)
    task.add_done_callback(_running.discard)


async def shrink(photo: Photo) -> None:
    await idle.wait()  # uploads go first
    target = f"{photo.album.folder}/small-{photo.name}"
    written.append(target)

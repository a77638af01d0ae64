import threading

from posters.models import Poster

press = threading.Event()
done = threading.Event()
printed: list[str] = []


def render(poster: Poster, *, copies: int) -> int:
    press.wait()
    try:
        printed.extend([f"{poster.headline}, {poster.venue.city}"] * copies)
    finally:
        done.set()
    return copies

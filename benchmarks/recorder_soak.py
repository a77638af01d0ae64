"""Does memory stay flat under the recorder? Exits 1 when it does not.

Usage: python benchmarks/recorder_soak.py [REQUESTS]

Every request opens two sessions, loads, commits, refreshes, pickles, lets an object go and uses it in vain. Counted are
the objects the garbage collector knows, after a collection, and the process's resident size, in six equal steps; the
growth is that since the second step, for the allocator settles in the first.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time

from fastapi import Depends
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import DetachedInstanceError

from benchmarks.recorder import Base, Client, Item, app, engine, get_session
from detachdoc import recorder

REQUESTS = 100_000
#: After so many requests the table of copies and the caches have settled, and counting begins.
WARM = 1_200
#: Growth that is still called flat.
ALLOWED = 1.05
raised = 0


def private_item():
    with Session(engine) as session:
        return session.get(Item, 1)


@app.get("/soak")
async def soak(session: Session = Depends(get_session)):  # noqa: B008 - FastAPI's way
    global raised
    item = session.get(Item, 2)
    item.price += 1
    session.commit()
    session.refresh(item)
    pickle.loads(pickle.dumps(item))
    try:
        _ = private_item().tags
    except DetachedInstanceError:
        raised += 1
    return {"price": item.price}


def held():
    gc.collect()
    return len(gc.get_objects())


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main():
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Item(name="a", price=1), Item(name="b", price=2)])
        session.commit()
    recorder.install()
    client = Client("/soak")
    start, seen = time.monotonic(), []
    for number in range(requests + 1):
        client.request()
        if number >= WARM and (number - WARM) % ((requests - WARM) // 5) == 0:
            seen.append((held(), resident()))
            print(f"{number:>8} requests {time.monotonic() - start:7.1f} s   {seen[-1][0]:>8} objects   "
                  f"{seen[-1][1] / 1024 / 1024:6.1f} MiB", flush=True)  # fmt: skip
    grown = [last / first for first, last in zip(seen[1], seen[-1], strict=True)]
    print(f"raised {raised} errors; objects x {grown[0]:.3f}, memory x {grown[1]:.3f} since the second step")
    return 0 if raised == requests + 1 and max(grown) <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())

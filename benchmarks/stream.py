"""How fast a big log is read, against `grep -c` and a bare Python loop over its lines; and how much memory it takes.

Run: `python benchmarks/stream.py [megabytes]` (default 200). Prints seconds, ratios and peak memory; the log
is made in a temporary folder and removed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time

TRACEBACK = b"""2026-11-22 10:00:00,118 ERROR [shop] unhandled error on /users/1/orders
Traceback (most recent call last):
  File "/srv/shop/app/api/users.py", line 21, in count
    return len(user.orders)
               ^^^^^^^^^^^
  File "/usr/local/lib/python3.11/site-packages/sqlalchemy/orm/attributes.py", line 566, in __get__
    return self.impl.get(state, dict_)
  File "/usr/local/lib/python3.11/site-packages/sqlalchemy/orm/strategies.py", line 922, in _load_for_state
    raise orm_exc.DetachedInstanceError(
sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f1db9da4c90> is not bound to a Session; \
lazy load operation of attribute 'orders' cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)
"""
#: A noisy log: the word Error occurs, tracebacks do not.
NOISE = b"".join(
    b'2026-11-22 10:%02d:%02d,%03d INFO [uvicorn.access] 10.0.0.%d:51234 - "GET /orders/%d HTTP/1.1" 200 OK\n'
    b"2026-11-22 10:%02d:%02d,%03d WARNING [shop] ValueError while parsing header X-Trace-%d, Error ignored\n"
    % (i % 60, i % 60, i % 1000, i % 250, i, i % 60, i % 60, i % 1000, i)
    for i in range(4000)
)


def main() -> None:
    """Make the log, time the three readers, print the ratios."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "big.log")
        make_log(path, size * 1_000_000)
        grep = timed(["grep", "-c", "Traceback", path])
        loop = timed([sys.executable, "-c", LOOP, path])
        own = timed([sys.executable, "-c", OWN, path])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{size} MB log with one traceback")
    print(f"grep -c Traceback   {grep:8.2f} s")
    print(f"Python line loop    {loop:8.2f} s  {loop / grep:6.1f} x grep")
    print(f"detachdoc           {own:8.2f} s  {own / grep:6.1f} x grep  {own / loop:6.2f} x loop")
    print(f"peak memory         {peak:8.1f} MB")


LOOP = "import sys\nprint(sum(1 for line in open(sys.argv[1], 'rb') if b'Traceback' in line))"
OWN = (
    "import sys\nfrom detachdoc.report import read\n"
    "report = read(open(sys.argv[1], 'rb'))\nprint(len(report.errors), report.size)"
)


def make_log(path: str, size: int) -> None:
    """Write noise with one traceback in the middle."""
    with open(path, "wb") as file:
        written = 0
        placed = False
        while written < size:
            written += file.write(NOISE)
            if not placed and written > size // 2:
                file.write(TRACEBACK)
                placed = True


def timed(command: list[str]) -> float:
    """Best wall-clock seconds of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # grep stops early when its output is /dev/null
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()

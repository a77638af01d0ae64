"""Starts the shop under uvicorn, asks for the failing page, and writes what the server printed.

Twice: as it is to traceback.txt, and under `detachdoc run` to recorded.txt.
"""

import re
import subprocess
import sys
import time
from pathlib import Path

import httpx

HERE = Path(__file__).parent
SERVE = """
from shop.database import SessionLocal, engine
from shop.main import app
from shop.models import Base, Order, User
import uvicorn

Base.metadata.create_all(engine)
with SessionLocal.begin() as session:
    session.add(User(id=1, name="Ada", orders=[Order(total=30), Order(total=12)]))
uvicorn.run(app, port=8765, log_level="info")
"""


def printed(*before: str) -> str:
    """What the server prints about the failing page, started by the command `before`."""
    command = [*before, sys.executable, "-c", SERVE]
    with subprocess.Popen(command, cwd=HERE, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True) as server:
        for _ in range(100):
            try:
                httpx.get("http://127.0.0.1:8765/me/summary", headers={"x-user": "1"})
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        server.terminate()
        log, _ = server.communicate()
    log = re.sub(r'"[^"]*/site-packages/', '"/usr/local/lib/python3.11/site-packages/', log)
    log = re.sub(r'"[^"]*/lib/python3\.\d+/(?!site-packages)', '"/usr/local/lib/python3.11/', log)
    return log[log.index("ERROR:") : log.index("INFO:     Shutting")].replace(str(HERE), "/code")


def main() -> None:
    HERE.joinpath("traceback.txt").write_text(printed())
    HERE.joinpath("recorded.txt").write_text(printed(sys.executable, "-m", "detachdoc", "run"))


if __name__ == "__main__":
    main()

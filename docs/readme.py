"""Runs the commands of the README's console blocks and puts what they print beneath them.

python docs/readme.py           write README.md
python docs/readme.py --check   exit with 1 when it is out of date
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```\n", re.DOTALL)


def main() -> int:
    """Refresh or check the README."""
    old = README.read_text("utf-8")
    new = refreshed(old)
    if "--check" in sys.argv[1:]:
        return int(old != new)
    README.write_text(new, "utf-8")
    return 0


def refreshed(text: str) -> str:
    """`text` with every console block's output as it is now."""
    return BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{output(block['command'])}```\n", text)


def output(command: str) -> str:
    """What `command` prints in a pipe of 100 columns, run at the root with this Python's detachdoc."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


if __name__ == "__main__":
    sys.exit(main())

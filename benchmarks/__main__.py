"""`python -m benchmarks`: everything, one line a number. Needs the `dev` extra."""

from __future__ import annotations

import platform
import subprocess
import sys

from benchmarks import cold_start, first_prompt, tree_walk
from benchmarks.measuring import report


def main() -> None:
    """Measure and print; what measures memory, or needs a process that nothing else has touched, in one of its own."""
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}; medians\n", flush=True)
    for part in (cold_start, first_prompt, tree_walk):
        report(part.rows())
    for name in ("stream", "trace", "recorder"):
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main()

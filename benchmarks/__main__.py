"""`python -m benchmarks`: everything, one line a number. Needs the `dev` extra."""

from __future__ import annotations

import platform
import subprocess
import sys

from benchmarks import cold_start, first_prompt, tree_walk
from benchmarks.measuring import report


def main() -> None:
    """Measure and print; big logs last, in a process of their own, because memory is measured too."""
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}; medians\n", flush=True)
    for part in (cold_start, first_prompt, tree_walk):
        report(part.rows())
    subprocess.run([sys.executable, "-m", "benchmarks.stream"], check=True)


if __name__ == "__main__":
    main()

"""Exports the README's pictures from real runs, for light and for dark pages.

    python docs/pictures.py

A page shows NAME-light.svg, and NAME-dark.svg by `<source media="(prefers-color-scheme: dark)">` in a `<picture>`.
"""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).parent
COLUMNS = 100
DIAGNOSE = ("diagnose", "traceback.txt", "--source", ".")
#: Name of a picture: the command it shows, run in docs/example, and the headings it begins and ends at.
RUNS = {
    "diagnose": (DIAGNOSE, "", "What speaks for it"),
    "fix": (DIAGNOSE, "The fix", "Next time"),
    "undecided": (("diagnose", "traceback.txt", "--no-source"), "", "What is known"),
}
#: Exit codes of a run that said something about the example.
FINE = {0, 1}
#: Background, text and the palette's colours: black, red, green, yellow, blue, magenta, cyan, white.
DARK = TerminalTheme(
    (24, 24, 28),
    (208, 208, 208),
    [
        (0, 0, 0),
        (224, 92, 92),
        (92, 190, 112),
        (200, 160, 40),
        (98, 138, 240),
        (200, 110, 200),
        (70, 180, 190),
        (208,) * 3,
    ],
)
LIGHT = TerminalTheme(
    (255, 255, 255),
    (31, 35, 40),
    [(0, 0, 0), (190, 30, 30), (20, 125, 45), (140, 100, 0), (30, 70, 190), (150, 40, 150), (0, 115, 130), (110,) * 3],
)


def main() -> None:
    """Run each command once and write it in both colours."""
    folder = HERE / "pictures"
    folder.mkdir(exist_ok=True)
    for name, (words, begin, end) in RUNS.items():
        screen = part(run(words), begin, end)
        for shade, theme in (("dark", DARK), ("light", LIGHT)):
            folder.joinpath(f"{name}-{shade}.svg").write_text(picture(name, words, screen, theme), encoding="utf-8")
            sys.stdout.write(f"{name}-{shade}.svg\n")


def run(words: tuple[str, ...]) -> str:
    """What the command writes to a terminal of `COLUMNS` columns, escape codes included."""
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "CI": "1"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "detachdoc", *words, "--color", "always"]
    done = subprocess.run(command, cwd=HERE / "example", env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in FINE:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def part(screen: str, begin: str, end: str) -> str:
    """The lines from the heading `begin` up to the heading `end`, with a mark where something is left out."""
    lines = screen.split("\n")
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in lines]
    first = next(number for number, line in enumerate(plain) if line.startswith(begin))
    last = next(number for number, line in enumerate(plain) if line.startswith(end) and number > first)
    return "\n".join((*(["  …", ""] if first else []), *lines[first:last], "  …"))


def picture(name: str, words: tuple[str, ...], screen: str, theme: TerminalTheme) -> str:
    """The screen beneath its command as SVG that loads nothing from elsewhere."""
    console = Console(
        record=True,
        width=COLUMNS,
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
    )
    console.print(Text.assemble(("$ ", "dim"), " ".join(("detachdoc", *words)), "\n"), soft_wrap=True)
    console.print(Text.from_ansi(screen), soft_wrap=True)
    svg = console.export_svg(title=" ", theme=theme, unique_id=f"detachdoc-{name}")
    svg = re.sub(r"@font-face \{.*?\n    \}\n", "", svg, flags=re.DOTALL)
    return svg.replace(
        "Fira Code, monospace", "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
    )


if __name__ == "__main__":
    main()

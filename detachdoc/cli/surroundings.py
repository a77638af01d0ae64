"""What the run has around it: terminals, CI, and what the environment says about colors and plain output."""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from detachdoc.cli.options import DiagnoseOptions
from detachdoc.render.color import use_color


class Surroundings(NamedTuple):
    """Facts about this run's streams."""

    #: stdin is a terminal, so that reading it means waiting for a person.
    typed: bool
    #: A person can be asked: they see stderr, and nothing forbids it.
    can_ask: bool
    #: Colors in prompts, which are on stderr.
    prompt_color: bool
    #: The result is for a screen reader: sentences instead of drawings.
    plain: bool
    #: Prompts must not move the cursor: for screen readers, and for terminals that cannot.
    plain_prompts: bool


def look(options: DiagnoseOptions, environment: Mapping[str, str] = os.environ) -> Surroundings:
    """Look at the streams and the environment.

    Args:
        options: the user's options, which win over the environment.
        environment: environment variables.
    """
    plain = options.plain or _is_set(environment, "ACCESSIBLE")
    silent = options.no_input or options.format == "json" or _is_set(environment, "CI")
    return Surroundings(
        typed=is_terminal(sys.stdin),
        can_ask=is_terminal(sys.stderr) and not silent,
        prompt_color=use_color(options.color, environment, isatty=is_terminal(sys.stderr)),
        plain=plain,
        plain_prompts=plain or environment.get("TERM", "") in {"", "dumb"},
    )


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def _is_set(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(name, "").lower() not in {"", "0", "false", "no"}

"""What the run has around it: terminals, CI, and what the environment says about colors and plain output."""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from detachdoc.cli.options import DiagnoseOptions
from detachdoc.cli.streams import is_terminal
from detachdoc.render.color import use_color


class Surroundings(NamedTuple):
    """Facts about this run's streams."""

    #: stdin is a terminal, so that reading it means waiting for a person.
    typed: bool
    #: A person sees stderr.
    watched: bool
    #: That person can be asked: nothing forbids it.
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
    watched = is_terminal(sys.stderr)
    return Surroundings(
        typed=is_terminal(sys.stdin),
        watched=watched,
        can_ask=watched and not silent,
        prompt_color=use_color(options.color, environment, isatty=watched),
        plain=plain,
        plain_prompts=plain or environment.get("TERM", "") in {"", "dumb"},
    )


def _is_set(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(name, "").lower() not in {"", "0", "false", "no"}

"""Asks a person at a terminal: arrow keys or a digit, then Enter. Drawn on stderr with questionary."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from detachdoc.ask import wording
from detachdoc.ask.keyboard import kept, keyboard
from detachdoc.errors import Interrupted
from detachdoc.model.asking import UNKNOWN

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output
    from questionary import Question

    from detachdoc.model.diagnosis import OpenQuestion

#: Columns questionary puts before a label: pointer, digit and bracket.
_LABEL_INDENT = 6
#: The digits questionary gives to the answers, in this order.
_SHORTCUTS = "1234567890"


class TerminalAsker:
    """Shows the question and a menu of its answers. Enter alone means the last, `I don't know`: it claims nothing.

    Args:
        color: whether colors and bold may be used.
        opening: what the questions are about, said before the first one.
    """

    def __init__(self, *, color: bool, opening: str = "") -> None:
        self._color = color
        self._opening = opening

    def scripted(self, question_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        """No answer was given beforehand."""
        return None

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:
        """Show the menu and wait for a choice.

        Args:
            question: what to ask.
            asked_before: how many questions were asked already.

        Returns:
            An answer id or `unknown`; None when there is no terminal to read from.

        Raises:
            Interrupted: on Ctrl-C, Ctrl-D or a closed terminal.
        """
        columns = wording.width()
        wording.say(wording.introduction(question, asked_before, columns, self._opening))
        from prompt_toolkit.input import create_input
        from prompt_toolkit.output import create_output

        try:
            with keyboard() as source, kept(source.fileno()):
                chosen = choose(question, create_input(source), create_output(sys.stderr), color=self._color)
        except OSError:
            return None
        label = dict(wording.choices(question))[chosen]
        wording.say(wording.indented(f"> {label}", columns, hang="  ") + "\n\n")
        return chosen


def choose(question: OpenQuestion, source: Input, screen: Output, *, color: bool) -> str:
    """Let the user pick one answer from a menu.

    Args:
        question: whose answers to offer.
        source: where the keys come from.
        screen: where the menu is drawn; it is erased once an answer is chosen.
        color: whether colors and bold may be used.

    Returns:
        An answer id or `unknown`.

    Raises:
        Interrupted: on Ctrl-C, Ctrl-D or when the input ends.
    """
    menu = _menu(question, source, screen, color=color)
    _bind(menu, _stop_on_end())
    _bind(menu, _mention_wrong_digits(menu, len(wording.choices(question))))
    _wrap_labels(menu)
    try:
        return str(menu.unsafe_ask())
    except (KeyboardInterrupt, EOFError):
        raise Interrupted("cancelled") from None


def _menu(question: OpenQuestion, source: Input, screen: Output, *, color: bool) -> Question:
    import questionary
    from prompt_toolkit.output import ColorDepth
    from prompt_toolkit.output.vt100 import Vt100_Output

    if isinstance(screen, Vt100_Output):
        # The answer to a cursor position request can arrive late, as garbage among the keys.
        screen.enable_cpr = False
    options: dict[str, Any] = {"input": source, "output": screen, "erase_when_done": True}
    if not color:
        options["color_depth"] = ColorDepth.DEPTH_1_BIT
    # questionary inverts the default answer, which on some terminals looks like a choice already made.
    styles = [("highlighted", "bold"), ("pointer", "bold"), ("selected", "noreverse")]
    return questionary.select(
        "Your answer",
        [
            questionary.Choice(_folded(label, screen.get_size().columns), value=answer)
            for answer, label in wording.choices(question)
        ],
        default=UNKNOWN,
        qmark="?",
        pointer=">",
        instruction="(arrows or number, Enter)",
        use_shortcuts=True,
        style=questionary.Style(styles),
        **options,
    )


def _folded(label: str, columns: int) -> str:
    import textwrap

    lines = textwrap.wrap(label, max(columns - _LABEL_INDENT - 1, 10), break_on_hyphens=False)
    return ("\n" + " " * _LABEL_INDENT).join(lines)


def _bind(menu: Question, keys: KeyBindings) -> None:
    from prompt_toolkit.key_binding import merge_key_bindings

    own = menu.application.key_bindings
    menu.application.key_bindings = merge_key_bindings([keys] if own is None else [own, keys])


def _stop_on_end() -> KeyBindings:
    """End the menu on Ctrl-D and on a SIGINT from outside, which questionary ignores."""
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    stops = KeyBindings()

    @stops.add(Keys.ControlD, eager=True)
    @stops.add(Keys.SIGINT)
    def _stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    return stops


def _mention_wrong_digits(menu: Question, last: int) -> KeyBindings:
    """Say, beneath the answers, that a digit is none of theirs; questionary ignores it without a word."""
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Window

    typed: list[str] = []
    # The next key, whatever it is, takes the remark away.
    menu.application.key_processor.before_key_press += lambda _: typed.clear()
    digits = KeyBindings()
    for digit in _SHORTCUTS[last:]:

        @digits.add(digit, eager=True)
        def _tell(event: KeyPressEvent) -> None:
            typed.append(event.data)

    told = FormattedTextControl(lambda: f"  There is no answer {typed[0]}, only 1 to {last}.")
    rows = menu.application.layout.container
    assert isinstance(rows, HSplit)
    rows.children.append(
        ConditionalContainer(Window(told, dont_extend_height=True, wrap_lines=True), Condition(lambda: bool(typed)))
    )
    return digits


def _wrap_labels(menu: Question) -> None:
    """Wrap labels in a window that was made narrower; questionary would cut them off."""
    from prompt_toolkit.filters import Always
    from questionary.prompts.common import InquirerControl

    for window in menu.application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.wrap_lines = Always()

"""Which sections does a diagnosis have in Markdown, and in which order?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.render.markdown.change import change
from detachdoc.render.markdown.syntax import bullets, escape, numbered, prose, span
from detachdoc.render.weighing import titled
from detachdoc.render.words import PLACES, another, basis, doubt, notes, percent, recap, short, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.model.diagnosis import Candidate, Diagnosis, Evidence, OpenQuestion
    from detachdoc.model.place import Place

_BAR = re.compile(r"(?<!\\)\|")


def sections(diagnosis: Diagnosis, *, first: bool = True) -> Iterator[str]:
    """Blocks of Markdown, to be separated by empty lines; some may be empty.

    Args:
        diagnosis: what to tell.
        first: whether it is the error that `--answer` is about.
    """
    yield f"## {_title(diagnosis)}"
    yield prose(diagnosis.headline)
    yield prose(" ".join(diagnosis.caveats))
    yield from map(prose, diagnosis.reason.split("\n"))
    yield _aside(diagnosis)
    if diagnosis.error.is_detached:
        yield _places(diagnosis)
    yield prose(diagnosis.what_happened)
    yield f"**To check.** {prose(diagnosis.how_to_check)}" if diagnosis.how_to_check else ""
    yield _listed("Which cause it may be", [_candidate(item) for item in _open(diagnosis)], numbers=True)
    # The notes come early where the verdict is open: what they say often settles more than a question.
    yield from _notes(diagnosis) if diagnosis.outcome == "undecided" else ()
    yield from _questions(diagnosis.questions, first=first)
    yield from (_listed(title, [_evidence(item) for item in pieces]) for title, pieces in titled(diagnosis))
    yield _listed(
        "What could not be followed", [_at(gap.says, gap.where) for gap in diagnosis.gaps if not gap.followed]
    )
    yield _listed("Why not the others", [_candidate(item) for item in _lost(diagnosis)])
    yield from change(diagnosis.fix, diagnosis.error.class_name)
    pairs = [f"**{prose(item.advice.rstrip('.'))}**: {prose(item.why_not)}" for item in diagnosis.not_a_fix]
    yield _listed("What will not help here", pairs)
    yield _section("Next time", prose(diagnosis.prevent))
    following = [f"{span(short(item.type))}: {prose(item.says)}" for item in diagnosis.next_errors]
    yield _listed("What may come next", following)
    yield _listed("Read more", [f"<{link}>" if _is_url(link) else escape(link) for link in diagnosis.links])
    yield from _notes(diagnosis) if diagnosis.outcome != "undecided" else ()
    if diagnosis.outcome != "no-error":
        yield f"**{prose(recap(diagnosis))}**"


def _title(diagnosis: Diagnosis) -> str:
    if diagnosis.cause:
        return f"Cause {diagnosis.cause.number} of 6: {prose(diagnosis.cause.title)}"
    return {
        "undecided": f"Undecided: {doubt(diagnosis)}",
        "outside-the-six": "None of the six causes",
        "no-error": "No error in the input",
    }.get(diagnosis.outcome, escape(": ".join(another(diagnosis.error))))


def _notes(diagnosis: Diagnosis) -> Iterator[str]:
    return (f"> {prose(note)}" for note in notes(diagnosis))


def _aside(diagnosis: Diagnosis) -> str:
    sure = f"{percent(diagnosis.confidence)} sure" if diagnosis.cause else ""
    parts = [sure, basis(diagnosis) if diagnosis.cause else "", times(diagnosis.error.occurrences)]
    words = ", ".join(part for part in parts if part)
    return f"*{words[0].upper()}{words[1:]}.*" if words else ""


def _places(diagnosis: Diagnosis) -> str:
    reveals = {reveal.place: reveal.says for reveal in diagnosis.reveals}
    known = {"load": diagnosis.load, "detach": diagnosis.detach, "access": diagnosis.access}
    rows = ["| | where | code | |", "|---|---|---|---|"]
    for field, word in PLACES:
        place = known[field]
        if place:
            where = span(place.ref) + (f" in {span(place.function)}" if place.function else "")
            rows.append(
                f"| **{word}** | {_cell(where)} | {_cell(span(place.code or ''))} | {_cell(prose(place.says))} |"
            )
        else:
            rows.append(f"| **{word}** | not known yet | | {_cell(prose(reveals.get(field, '')))} |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    # In a table even a code span ends at a bar.
    return _BAR.sub(r"\\|", text)


def _open(diagnosis: Diagnosis) -> Sequence[Candidate]:
    return diagnosis.candidates if diagnosis.outcome == "undecided" else ()


def _lost(diagnosis: Diagnosis) -> Sequence[Candidate]:
    cause = diagnosis.cause
    return [item for item in diagnosis.candidates if cause and item.id != cause.id]


def _candidate(candidate: Candidate) -> str:
    title = f"{percent(candidate.probability)} **{span(candidate.id)}** {prose(candidate.title)}."
    return f"{title} {prose(candidate.says)}".replace("<1%", "&lt;1%").rstrip()


def _evidence(item: Evidence) -> str:
    return _at(item.says, item.where) if item.where else f"{prose(item.says)} (from: {item.source})"


def _at(says: str, where: Place | None) -> str:
    return f"{prose(says)} ({span(where.ref)})" if where else prose(says)


def _questions(questions: Sequence[OpenQuestion], *, first: bool) -> Iterator[str]:
    if questions:
        yield "### What would settle it"
        yield "" if first else "Diagnose this error on its own to answer."
    for question in questions:
        yield f"**{prose(question.ask)}**"
        yield prose(question.how_to_check)
        if first:
            words = [(span(f"--answer {question.id}={one.id}"), prose(one.label)) for one in question.answers]
            yield bullets(f"{word} {label}" for word, label in words)


def _listed(title: str, items: Sequence[str], *, numbers: bool = False) -> str:
    return _section(title, numbered(items) if numbers else bullets(items)) if items else ""


def _section(title: str, text: str) -> str:
    return f"### {title}\n\n{text}" if text else ""


def _is_url(text: str) -> bool:
    return text.startswith(("https://", "http://")) and not set(text) & set("<> \\")

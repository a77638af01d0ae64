"""Markdown for an issue: whole documents, and text from input that stays text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from detachdoc.render import markdown
from detachdoc.render.markdown.syntax import escape, fence, prose, span
from tests.render import samples

COMMAND = ("detachdoc", "diagnose", "tb.txt")


def test_diagnosed_and_undecided(snapshot: Any) -> None:
    assert markdown.render([samples.DIAGNOSED, samples.UNDECIDED], command=COMMAND) == snapshot


@pytest.mark.parametrize("name", ["traceback-only", "outside", "neighbour", "no-error"])
def test_other_outcomes(name: str, snapshot: Any) -> None:
    assert markdown.render([samples.ALL[name]], command=COMMAND) == snapshot


def test_several_errors_end_with_a_line_each_and_one_command() -> None:
    text = markdown.render([samples.UNDECIDED, samples.UNDECIDED, samples.NEIGHBOUR], command=COMMAND)
    end = text[text.index("# All 3 errors") :]
    assert "3. MissingGreenlet, not a DetachedInstanceError." in end
    assert text.count("detachdoc diagnose tb.txt") == 1
    assert text.count("--answer journey=taken-out") == 1
    assert "Diagnose this error on its own" in text


def test_of_many_errors_none_is_dropped() -> None:
    many = [samples.DIAGNOSED._replace(detach=samples.DETACH._replace(line=at)) for at in range(1, 301)]
    text = markdown.render(many, command=COMMAND)
    assert "# Error 4 of 300" not in text
    assert all(f"app/auth.py:{at}." in text for at in range(1, 301))
    assert "detachdoc diagnose tb.txt --json" in text


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("a*b_c_ [x](y) `z`", r"a\*b_c\_ \[x\](y) \`z\`"),
        ("<script>&", "&lt;script&gt;&amp;"),
        ("@all #12", "&#64;all &#35;12"),
        ("see https://x.y and www.z.org", "see https&#58;//x.y and www&#46;z.org"),
        ("- item", "&#45; item"),
        ("1. item", "1\\. item"),
        ("two\n# lines", "two &#35; lines"),
        ("get_current_user", "get_current_user"),
    ],
)
def test_text_means_only_itself(raw: str, written: str) -> None:
    assert escape(raw) == written


def test_code_in_our_sentences_stays_code() -> None:
    assert prose("Use `selectinload(User.orders)`, not <b>.") == "Use `selectinload(User.orders)`, not &lt;b&gt;."


@pytest.mark.parametrize(("raw", "written"), [("a`b", "``a`b``"), ("`", "`` ` ``"), ("", ""), ("a\nb", "`a b`")])
def test_code_spans_hold_any_code(raw: str, written: str) -> None:
    assert span(raw) == written


def test_fences_are_longer_than_what_they_hold() -> None:
    assert fence("```\nx", "diff") == "````diff\n```\nx\n````"


def test_a_table_cell_cannot_be_left() -> None:
    text = markdown.render([samples.DIAGNOSED._replace(load=samples.LOAD._replace(code="a | b", says="`c | d` | e"))])
    row = next(line for line in text.splitlines() if line.startswith("| **loaded**"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_every_section_of_the_hostile_sample_is_ours() -> None:
    calm = samples.DIAGNOSED._replace(evidence=samples.DIAGNOSED.evidence[2:])
    ours = headings(markdown.render([calm]))
    assert [title.split(":")[0] for title in headings(markdown.render([samples.HOSTILE]))] == [
        title.split(":")[0] for title in ours
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&[]()!`*_~|#\\\n -+=1.ab:/@é"), max_size=80))
def test_no_html_link_picture_or_block_comes_from_input(text: str) -> None:
    calm = samples.DIAGNOSED._replace(remarks=("calm",))
    attacked = calm._replace(
        headline=f"x {text}",
        load=samples.LOAD._replace(code=text, function=text, file=text or "a"),
        remarks=(f"x{text}",),
    )
    assert structure(markdown.render([attacked])) == structure(markdown.render([calm]))


def structure(text: str) -> Counter[str]:
    """How often each kind of block, link, picture, HTML and emphasis occurs."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = [token.type for one in tokens for token in (one, *(one.children or ()))]
    return Counter(kind for kind in kinds if kind not in {"text", "code_inline", "text_special", "softbreak"})


def headings(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]

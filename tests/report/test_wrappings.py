"""The same traceback in another wrapping reads the same: prefixes, records, escapes, markup, wraps."""

from __future__ import annotations

import csv
import html
import json
import pprint
import quopri
import re
import textwrap
from collections.abc import Callable
from io import BytesIO, StringIO
from urllib.parse import quote, quote_plus

import pytest
import yaml

from detachdoc.report import read, read_text
from tests.report.tools import every_line, gist, sample_text

BASES = {
    "job": sample_text("plain-job__orders-count"),
    "chain": sample_text("uvicorn__checkout"),
    "wrapped": sample_text("uvicorn__users-list"),
    "group": sample_text("uvicorn__dashboard"),
    "refresh": sample_text("plain-py311__create-order"),
}
PREFIXES = {
    "compose": "web-1  | ", "fly": "@Z app[148ed193b95948] ams [info] ", "pm2": "0|shop     | ",
    "railway": "@Z [err]  ", "jenkins": "[@Z] ", "gitlab": "@Z 01O ", "actions": "test\tRun tests\t@Z ",
    "actions-error": "@Z ##[error]", "syslog": "<11>Nov 22 10:00:01 web-1 shop[812]: ", "std": "@ ERROR shop.api: ",
    "basic": "ERROR:root:", "supervisor": "@ DEBG 'shop' stderr output: ", "honcho": "10:00:01 web.1       | ",
    "nl": "    #  ", "cat": "   #\t", "bar": " # | ", "colon": "#: ", "grep": "app.log:#:", "quote": "> ",
    "double-quote": "> > ", "comment": "# ", "slashes": "// ", "star": " * ", "pipe": "| ", "plus": "+",
    "tox": "py311: ", "emoji": "🔥 ", "chinese": "错误 ", "tab": "\t", "spaces": "      ",
    "apache": "[Sun Nov 22 10:00:01.000123 2026] [wsgi:error] [pid 812:tid 140012] ",
    "klog": "E1122 10:00:01.000123       1 shop.py:12] ", "airflow": "[2026-11-22, 10:00:00 UTC] {x.py:188} INFO - ",
    "pod": "[pod/shop-7c9d8f6b5-x2k4j/api] ", "us-date": "11/22/2026 10:00:01 AM ", "celery": "[@: ERROR/ForkPoolWorker-1] ",
    "request-id": "[req=6f9619ff-8b86-d011-b42d-00cf4fc964ff] ", "loki": '@Z {app="shop",pod="shop-1"}   ',
}  # fmt: skip


def hard(width: int) -> Callable[[str], str]:
    return lambda text: "\n".join(
        line[start : start + width] for line in text.split("\n") for start in range(0, max(len(line), 1), width)
    )


def soft(width: int) -> Callable[[str], str]:
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return lambda text: "\n".join(
        "\n".join(wrapper.wrap(line)) if len(line) > width else line for line in text.split("\n")
    )


def table(text: str, separator: str) -> str:
    rows = StringIO()
    writer = csv.writer(rows, delimiter=separator, lineterminator="\n")
    writer.writerows([["time", "line", "labels"]] + [["10:00", line, '{"app":"shop"}'] for line in text.split("\n")])
    return rows.getvalue()


def colour(text: str) -> str:
    return "\n".join(
        "\x1b[31m" + re.sub(r'"([^"]*)"', '"\x1b[1m\\1\x1b[0m"', line) + "\x1b[0m" for line in text.split("\n")
    )


REWRITINGS: dict[str, Callable[[str], str | bytes]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-8-bom": lambda text: text.encode("utf-8-sig"),
    "nuls": lambda text: text.replace("\n", "\0\n"),
    "json": lambda text: json.dumps({"level": "error", "msg": "boom", "stack_trace": text, "x": {"y": [1]}}),
    "json-in-json": lambda text: json.dumps({"log": json.dumps({"msg": "boom", "exc": text}) + "\n"}),
    "json-thrice": lambda text: json.dumps({"a": json.dumps({"log": json.dumps({"exc": text})})}),
    "json-pretty": lambda text: json.dumps({"error": {"message": "x", "stack": text}}, indent=2),
    "json-list": lambda text: json.dumps({"traceback": text.split("\n")}, indent=4),
    "json-behind-prefix": lambda text: "web-1  | " + json.dumps({"msg": "x", "exc_info": text}),
    "docker-json-file": lambda text: "\n".join(
        json.dumps({"log": line + "\n", "stream": "stderr"}) for line in text.split("\n")
    ),
    "fluent-bit": lambda text: "\n".join(
        f"[{n}] shop.log: [[1763805600.{n:09d}, {{}}], {json.dumps({'log': line})}]"
        for n, line in enumerate(text.split("\n"))
    ),
    "repr": repr,
    "bytes-repr": lambda text: repr(text.encode()),
    "dict-repr": lambda text: "ERROR " + repr({"event": "boom", "exc_info": text, "n": 1}),
    "logfmt": lambda text: "level=error msg=boom err=" + json.dumps(text) + " caller=x",
    "rsyslog": lambda text: "Nov 22 10:00:00 web shop[1]: " + text.replace("\n", "#012"),
    "backslash-n": lambda text: text.replace("\n", "\\n"),
    "csv": lambda text: 'time,log\n2026,"' + text.replace('"', '""') + '"\n',
    "csv-rows": lambda text: table(text, ","),
    "tsv-rows": lambda text: table(text, "\t"),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "url": lambda text: f"GET /log?text={quote(text)}",
    "form": lambda text: f"level=error&text={quote_plus(text)}",
    "recording": lambda text: "\n".join(
        json.dumps([start / 1000, "o", text[start : start + 700].replace("\n", "\r\n")])
        for start in range(0, len(text), 700)
    ),
    "pprint": lambda text: pprint.pformat({"state": "FAILURE", "traceback": text}, width=100),
    "source-code": lambda text: "".join(f"    s += {line + chr(10)!r}\n" for line in text.split("\n")),
    "list-repr": lambda text: repr([f"{line}\n" for line in text.split("\n")]),
    "list-repr-bare": lambda text: repr(text.split("\n")),
    "yaml": lambda text: yaml.safe_dump({"message": text, "code": 1}),
    "sql": lambda text: "INSERT INTO jobs VALUES (7, '" + text.replace("'", "''") + "', 1);",
    "loki": lambda text: json.dumps(
        {"result": [{"values": [[str(n), line] for n, line in enumerate(text.split("\n"))]}]}
    ),
    "loki-newest-first": lambda text: json.dumps(
        [[str(1000 + n), line] for n, line in enumerate(text.split("\n"))][::-1]
    ),
    "records": lambda text: json.dumps([{"ts": n, "line": line} for n, line in enumerate(text.split("\n"))], indent=1),
    "journald-bytes": lambda text: "\n".join(
        json.dumps({"MESSAGE": list(f"\x1b[0m{line}".encode()), "_PID": "1"}) for line in text.split("\n")
    ),
    "suffix": lambda text: "\n".join(f"{line}\tweb-1" for line in text.split("\n")),
    "table": lambda text: "\n".join(f"| {line:<300} |" for line in text.split("\n")),
    "grep-context": lambda text: "\n".join(
        f"app.log{':' if 'Error' in line else '-'}{n}{':' if 'Error' in line else '-'}{line}"
        for n, line in enumerate(text.split("\n"), 90)
    ),
    "marks-of-direction": lambda text: "\n".join(f"\u200f\u202b{line}\u202c" for line in text.split("\n")),
    "line-separators": lambda text: text.replace("\n", "\u2028"),
    "vertical-tabs": lambda text: text.replace("\n", "\x0b"),
    "fence": lambda text: f"Hi,\n\nwe get:\n```python\n{text}\n```\nAny idea?",
    "indented": lambda text: "Hi:\n\n" + textwrap.indent(text, "    ") + "\n\nThanks",
    "html-pre": lambda text: f"<html><body><pre>{html.escape(text)}</pre></body></html>",
    "html-br": lambda text: "<p>" + html.escape(text).replace("\n", "<br />\n").replace("  ", "&nbsp; ") + "</p>",
    "html-div": lambda text: "".join(f"<div>{html.escape(line)}</div>" for line in text.split("\n")),
    "colour": colour,
    "colour-without-escape": lambda text: colour(text).replace("\x1b", ""),
    "colour-spelled": lambda text: colour(text).replace("\x1b", "\\033"),
    "smart-quotes": lambda text: re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’"),
    "no-break-space": lambda text: text.replace(" ", "\u00a0"),
    "double-spaced": lambda text: text.replace("\n", "\n\n"),
    "trailing-space": lambda text: text.replace("\n", "     \n"),
    "mail-quote": lambda text: every_line("> ")(soft(76)(text)),
    "mail-quote-wrapped": lambda text: soft(76)(every_line("> ")(text)),
    "hard-wrap-behind-prefix": lambda text: hard(80)(every_line("web-1  | ")(text)),
    "chat-fence": lambda text: "Ann 5:06 PM\n```" + every_line("web-1  | ")(text) + "```\n3 replies",
    "jira": lambda text: f"It fails:\n{{noformat}}{text}{{noformat}}\n",
    "markdown-escapes": lambda text: re.sub(r"([_*<>\[\]#~^])", r"\\\1", text),
    "cdata": lambda text: f"<macro><body><![CDATA[{text}]]></body></macro>",
    "created-at-in-yaml": lambda text: (
        "task:\n  log: |\n"
        + textwrap.indent(
            'source_traceback: Object created at (most recent call last):\n  File "/srv/a.py", line 1, in <module>\n'
            f"    main()\n{text}\n",
            "    ",
        )
    ),
    "record-wrapped-at-100": lambda text: hard(100)(json.dumps({"level": "error", "exc_info": text})),
    "record-wrapped-at-132": lambda text: hard(132)("level=error err=" + json.dumps(text)),
    "record-wrapped-and-trimmed": lambda text: "\n".join(
        line.rstrip() for line in hard(111)(json.dumps({"msg": "x", "exc": text})).split("\n")
    ),
    "journalctl-json-pretty": lambda text: "\n".join(
        json.dumps({"MESSAGE": line, "_PID": "1"}, indent="\t") for line in text.split("\n")
    ),
    "log-lines-after": lambda text: text + '\nINFO:     127.0.0.1:1 - "GET / HTTP/1.1" 200 OK\nINFO: done',
    **{f"hard-{width}": hard(width) for width in (72, 80, 100, 120, 132, 200)},
    **{f"soft-{width}": soft(width) for width in (78, 100)},
}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefix_on_every_line_changes_nothing(prefix: str, base: str) -> None:
    text = every_line(PREFIXES[prefix])(BASES[base])
    assert gist(read_text(text)) == gist(read_text(BASES[base]))


@pytest.mark.parametrize("base", ["job", "chain"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefix_whose_trailing_space_was_trimmed_changes_nothing(prefix: str, base: str) -> None:
    text = "\n".join(line.rstrip() for line in every_line(PREFIXES[prefix])(BASES[base]).split("\n"))
    assert gist(read_text(text)) == gist(read_text(BASES[base]))


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_rewriting_changes_nothing(rewriting: str, base: str) -> None:
    changed = REWRITINGS[rewriting](BASES[base])
    data = changed if isinstance(changed, bytes) else changed.encode()
    assert gist(read(BytesIO(data))) == gist(read_text(BASES[base]))


@pytest.mark.parametrize("base", ["job", "chain", "wrapped", "refresh"])
@pytest.mark.parametrize("glue", [" ", "  "])
def test_line_breaks_lost_altogether(glue: str, base: str) -> None:
    flat = glue.join(line.strip() for line in BASES[base].split("\n"))
    assert gist(read_text(flat)) == gist(read_text(BASES[base]))


@pytest.mark.parametrize("base", ["job", "chain", "wrapped", "refresh"])
def test_indentation_lost(base: str) -> None:
    bare = "\n".join(line.strip() for line in BASES[base].split("\n"))
    assert gist(read_text(bare)) == gist(read_text(BASES[base]))


def test_windows_paths_are_kept_and_judged() -> None:
    text = BASES["job"].replace("/usr/local/lib/python3.11/", "C:\\Python311\\Lib\\").replace("/srv/", "C:\\srv\\")
    access = read_text(text).errors[0].access
    assert access is not None
    assert access.file == "C:\\srv\\shop/shopapi/services/users.py"


FOREIGN = [
    "pytest-auto__checkout", "pytest-long__orders-count", "pytest-short__describe", "rich-120__profile",
    "rich-80__profile", "rich-handler__checkout", "rich-120-colour__create-order",
]  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("prefix", ["compose", "gitlab", "syslog", "actions", "honcho"])
def test_prefix_before_a_foreign_rendering_changes_nothing(prefix: str, name: str) -> None:
    text = sample_text(name)
    assert gist(read_text(every_line(PREFIXES[prefix])(text))) == gist(read_text(text))


@pytest.mark.parametrize("name", ["pytest-auto__checkout", "pytest-long__orders-count", "pytest-short__describe"])
def test_margin_of_a_code_block_around_a_pytest_run_changes_nothing(name: str) -> None:
    text = sample_text(name)
    assert gist(read_text("It fails:\n\n" + textwrap.indent(text, "    ") + "\n\nWhy?")) == gist(read_text(text))


@pytest.mark.parametrize("base", BASES)
def test_hard_wrap_behind_a_long_prefix(base: str) -> None:
    text = hard(120)(every_line(PREFIXES["apache"])(BASES[base]))
    assert gist(read_text(text)) == gist(read_text(BASES[base]))


def test_blank_records_between_the_lines_of_a_record_a_line_are_blank_lines() -> None:
    text = sample_text("stackprinter__checkout")
    records = "\n".join(json.dumps({"log": f"{line}\n", "stream": "stderr"}) for line in text.split("\n"))
    assert gist(read_text(records)) == gist(read_text(text))

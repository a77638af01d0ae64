"""Statements that rest on a measurement still stand in the texts, and the measurement still gives what they say."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tests.variants.tools import CAUSES, variants

KNOWLEDGE = CAUSES.parent
SCRIPTS = KNOWLEDGE.parent / "scripts"
CLAIMS = SCRIPTS / "claims.py"
STATEMENTS = yaml.safe_load((KNOWLEDGE / "measured.yaml").read_text(encoding="utf-8"))["statements"]
MEASURED_BY = sorted({measure for statement in STATEMENTS for measure in statement["measured_by"]})
TEARDOWN = yaml.safe_load((KNOWLEDGE / "teardown.yaml").read_text(encoding="utf-8"))


def script(name):
    """A script of the project as a module, without running it."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def text_of(place):
    """All text of a cause or another file of knowledge/, as a reader sees it: one space between words."""
    file = KNOWLEDGE / f"{place}.yaml" if place == "neighbours" else CAUSES / place / "cause.yaml"
    return re.sub(r"\s+", " ", "\n".join(strings(yaml.safe_load(file.read_text(encoding="utf-8")))))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def claims():
    return re.findall(r"^@claim\ndef (\w+)\(", CLAIMS.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement["says"][:50])
def test_statement_still_stands_in_the_text(statement):
    assert [place for place in statement["in"] if statement["says"] not in text_of(place)] == []


@pytest.mark.parametrize("measure", MEASURED_BY)
def test_measurement_exists(measure):
    tool, _, name = measure.partition(" ")
    if tool == "scripts/claims.py":
        assert name in claims()
    elif tool == "scripts/measure_teardown.py":
        assert name in TEARDOWN["rows"][0]["places"]
    else:
        assert measure.removeprefix("causes/") in {variant.id for variant in variants()}


def test_every_claim_is_one_of_a_text():
    assert {f"scripts/claims.py {name}" for name in claims()} == {m for m in MEASURED_BY if "claims.py" in m}


@pytest.mark.skipif(Version(version("sqlalchemy")) < Version("1.4.3"), reason="no aiosqlite before 1.4.3")
def test_claims_hold_on_the_installed_sqlalchemy(server):
    ran = server.run(CLAIMS)
    assert ran.code == 0, ran.log
    held = [
        line.partition(": ")[2].replace(" ", "_") for line in ran.log.splitlines() if line.startswith("SQLAlchemy ")
    ]
    assert held == claims()


def test_teardown_is_as_measured_on_the_installed_fastapi():
    here = version("fastapi")
    assert script("measure_teardown").measure(sys.executable) == {
        row["scope"]: row["places"] for row in TEARDOWN["rows"] if Version(here) in SpecifierSet(row["fastapi"])
    }


def test_both_sides_of_every_change_are_verified():
    """The examples run on at least one release of every range of teardown.yaml that pip can still combine."""
    verified = tomllib.loads((KNOWLEDGE / "verified.toml").read_text(encoding="utf-8"))["fastapi"]
    oldest = min(verified, key=Version)
    ranges = [SpecifierSet(row["fastapi"]) for row in TEARDOWN["rows"] if row["scope"] == "request"]
    current = [each for each in ranges if not all(Version(part.version) < Version(oldest) for part in each)]
    assert [str(each) for each in current if not any(release in each for release in verified)] == []
    assert TEARDOWN["verified_until"] in verified


def test_measuring_again_is_one_command():
    done = subprocess.run(
        [sys.executable, SCRIPTS / "measure_teardown.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == f"FastAPI {version('fastapi')} behaves as teardown.yaml says.\n"

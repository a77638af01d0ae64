"""Loads samples with what must be read from them, and compares."""

from __future__ import annotations

import os
import re
from typing import Any, NamedTuple

import yaml

from detachdoc.model.report import ErrorReport, Frame, Report
from detachdoc.report import read

HERE = os.path.dirname(__file__)
DETACHED = "sqlalchemy.orm.exc.DetachedInstanceError"


class Sample(NamedTuple):
    """One sample file and its sidecar."""

    name: str
    path: str
    truth: dict[str, Any]

    @property
    def lost(self) -> str:
        return " ".join(str(item) for item in self.truth.get("not_recoverable") or ())

    def read(self) -> Report:
        with open(self.path, "rb") as stream:
            return read(stream)


def samples(folder: str) -> list[Sample]:
    """The samples of a folder beside this file, by name."""
    root = os.path.join(HERE, folder)
    found = []
    for file in sorted(os.listdir(root)):
        if file.endswith(".yaml"):
            with open(os.path.join(root, file), encoding="utf-8") as stream:
                truth = yaml.safe_load(stream)
            found.append(Sample(file[:-5], os.path.join(root, file[:-5] + ".txt"), truth))
    return found


def sample_text(name: str) -> str:
    """The text of a sample from `samples/`."""
    with open(os.path.join(HERE, "samples", f"{name}.txt"), encoding="utf-8") as stream:
        return stream.read().rstrip("\n")


def is_frame(frame: Frame | None, truth: dict[str, Any] | None, lost: str) -> bool:
    """Whether a frame is the one the sidecar names; paths there are relative to the app's root."""
    if frame is None or truth is None:
        return frame is None and truth is None
    file = frame.file.replace("\\", "/").replace("/./", "/")
    there = file == truth["file"] or file.endswith("/" + truth["file"])
    if "directory of" in lost:
        there = there or file.rpartition("/")[2] == truth["file"].rpartition("/")[2]
    named = frame.function == truth["function"] or "function name" in lost
    return there and frame.line == truth["line"] and named


def differences(error: ErrorReport, truth: dict[str, Any], lost: str) -> list[str]:
    """What of the sidecar's recoverable facts the error gets wrong."""
    wrong = []
    wrapped = truth["message_kind"] == "wrapped"
    kind = truth.get("wrapped_message_kind") if wrapped else truth["message_kind"]
    expected = {"kind": kind, "class_name": truth["class_name"], "attribute": truth["attribute"]}
    for field, value in expected.items():
        if getattr(error, field) != value and _kept(field, lost):
            wrong.append(f"{field} is {getattr(error, field)!r}, not {value!r}")
    if error.type != DETACHED:
        wrong.append(f"type is {error.type}")
    if wrapped and error.wrapped_in != truth["detached_block_type"]:
        wrong.append(f"wrapped in {error.wrapped_in}")
    return wrong + _frame_differences(error, truth, lost) + _chain_differences(error, truth, lost)


def _kept(field: str, lost: str) -> bool:
    return {"kind": "message_kind", "class_name": "class_name", "attribute": "attribute"}[field] not in lost


def _frame_differences(error: ErrorReport, truth: dict[str, Any], lost: str) -> list[str]:
    if "app_frames (all)" in lost or "which frame" in lost:
        return []
    wrong = []
    if not is_frame(error.access, truth["innermost_app_frame"], lost):
        wrong.append(f"access is {error.access}")
    for frame in truth["app_frames"]:
        gone = frame["file"].startswith("<") or f"{frame['file']}:{frame['line']}" in lost
        own = [other for block in error.blocks for other in block.frames if other.is_app]
        if not gone and not any(is_frame(other, frame, lost) for other in own):
            wrong.append(f"no frame {frame}")
    return wrong


def _chain_differences(error: ErrorReport, truth: dict[str, Any], lost: str) -> list[str]:
    chain = [_bare(block["type"]) for block in truth.get("exception_chain", ())]
    seen = [_bare(block.type) for block in error.blocks]
    if not chain or "chain" in lost or "app_frames (all)" in lost or "_RemoteTraceback" in chain or chain == seen:
        return []
    return [f"chain is {seen}"]


def _bare(name: str) -> str:
    return name.rpartition(".")[2]


def gist(report: Report) -> list[tuple[object, ...]]:
    """What must not change when text is only wrapped differently."""
    return [
        (
            error.type, error.wrapped_in, error.kind, error.class_name, error.attribute, error.sqlalchemy_link,
            tuple((frame.file, frame.line, frame.function) for frame in error.app_frames),
            tuple(block.type for block in error.blocks),
            error.endpoint and (error.endpoint.line, error.endpoint.function, error.endpoint.route),
        )
        for error in report.errors
    ]  # fmt: skip


def every_line(prefix: str) -> Any:
    """A function that puts a prefix before every line; `#` becomes the line's number, `@` a running time."""

    def apply(text: str) -> str:
        lines = []
        for number, line in enumerate(text.split("\n"), 1):
            stamp = f"2026-11-22T10:{number // 60 % 60:02d}:{number % 60:02d}.{number * 7919 % 1000:03d}"
            head = re.sub("@", stamp, prefix.replace("#", str(number)))
            lines.append(head + line)
        return "\n".join(lines)

    return apply

"""Every sample: whatever its sidecar says can be recovered is recovered."""

from __future__ import annotations

import os

import pytest

from detachdoc.report import formats
from tests.report.tools import Sample, differences, is_frame, samples

SAMPLES = samples("samples")
RENDERINGS = samples("renderings")


def named(chosen: list[Sample]) -> list[object]:
    return [pytest.param(sample, id=sample.name) for sample in chosen]


def visible(sample: Sample) -> bool:
    return bool(sample.truth["is_detached_error"]) and bool(sample.truth.get("detached_visible_in_text", True))


@pytest.mark.parametrize("sample", named([sample for sample in SAMPLES if visible(sample)]))
def test_sample_is_read(sample: Sample) -> None:
    errors = sample.read().errors
    wanted = sample.truth.get("errors") or [sample.truth]
    for truth in wanted:
        wrong = [differences(error, truth, sample.lost) for error in errors if error.is_detached]
        if truth.get("detached_visible_in_text", True):
            assert [] in wrong, (truth["app_frames"], wrong)


@pytest.mark.parametrize("sample", named(RENDERINGS))
def test_rendering_by_the_real_tool_is_read(sample: Sample) -> None:
    first = sample.read().errors[0]
    assert differences(first, sample.truth, sample.lost) == []


@pytest.mark.parametrize("sample", named([s for s in SAMPLES if s.truth.get("endpoint_hint") and visible(s)]))
def test_endpoint_hint_is_read(sample: Sample) -> None:
    hint = sample.truth["endpoint_hint"]
    endpoint = sample.read().errors[0].endpoint
    assert endpoint is not None
    assert endpoint.file is not None
    assert endpoint.file.endswith(hint["file"])
    assert (endpoint.line, endpoint.function) == (hint["line"], hint["function"])


@pytest.mark.parametrize(
    "sample", named([s for s in SAMPLES if not s.truth["is_detached_error"] and s.truth["exception_type"]])
)
def test_neighbour_comes_first_with_its_frames(sample: Sample) -> None:
    first = sample.read().errors[0]
    assert not first.is_detached
    assert first.type == sample.truth["exception_type"]
    assert is_frame(first.access, sample.truth["innermost_app_frame"], sample.lost)


@pytest.mark.parametrize("sample", named([s for s in SAMPLES if s.truth["exception_type"] is None]))
def test_text_without_an_error_gives_none(sample: Sample) -> None:
    assert sample.read().errors == ()


@pytest.mark.parametrize(
    "sample",
    named([s for s in SAMPLES if s.truth["is_detached_error"] and not visible(s) and "pytest-no" not in s.name]),
)
def test_swallowed_error_is_not_claimed(sample: Sample) -> None:
    assert not any(error.is_detached for error in sample.read().errors)


def test_innermost_frame_is_the_workers_in_a_remote_traceback() -> None:
    sample = next(sample for sample in SAMPLES if sample.name.startswith("remote-traceback"))
    error = sample.read().errors[0]
    assert [block.link_to_next for block in error.blocks] == ["remote", None]
    assert error.subject == 0


def test_every_rendering_is_registered_under_its_file_name() -> None:
    files = {file[:-3] for file in os.listdir(os.path.dirname(formats.__file__)) if file.endswith(".py")}
    assert {rendering.name for rendering in formats.RENDERINGS} == files - {"__init__", "python"}

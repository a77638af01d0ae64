"""Chooses the block of a chain that carries the error, and says what the error is."""

from collections.abc import Iterator
from typing import NamedTuple

from detachdoc.model.report import Block, EndpointHint, ErrorReport, Kind, RecorderNote
from detachdoc.report import names, recorder_note
from detachdoc.report.chains import Chain
from detachdoc.report.message import DetachedText, link_of, read_detached_text, without_link
from detachdoc.report.packages import Owner, claim_installed_app
from detachdoc.report.wrappers import endpoint_in, swallowed_type, wrapper_type


class Found(NamedTuple):
    """An error report, and what only the grouping needs to know."""

    report: ErrorReport
    #: Memory address in the message.
    address: str | None


def errors_of(chain: Chain) -> Iterator[Found]:
    """The errors of a chain: one as a rule, one per detached member of an exception group."""
    chain = _judged(chain)
    subjects = _subjects(chain.blocks)
    for subject in subjects:
        yield _report(chain, subject)


def _judged(chain: Chain) -> Chain:
    owner = Owner(frame for block in chain.blocks for frame in block.frames)
    blocks = [block._replace(frames=tuple(map(owner.judge, block.frames))) for block in chain.blocks]
    return chain._replace(blocks=claim_installed_app(blocks))


def _subjects(blocks: tuple[Block, ...]) -> list[int]:
    """Indexes of the blocks to report, the most telling first."""
    detached = [index for index, block in enumerate(blocks) if _is_detached(block)]
    if not detached:
        return [len(blocks) - 1 if blocks[0].link_to_next != "group" else 0]
    chosen = [_fullest(blocks, detached, detached[-1])]
    members = [index for index in detached if _is_member(blocks, index)]
    shown = {blocks[chosen[0]].message}
    for index in members:
        if blocks[index].message not in shown:
            chosen.append(index)
            shown.add(blocks[index].message)
    return chosen


def _is_member(blocks: tuple[Block, ...], index: int) -> bool:
    return index > 0 and blocks[index - 1].link_to_next == "group"


def _fullest(blocks: tuple[Block, ...], detached: list[int], last: int) -> int:
    """The same error is often printed twice (worker and parent, group and plain): take the innermost view."""
    same = [index for index in detached if blocks[index].message == blocks[last].message]
    raised_there = [index for index in same if _reaches_raise(blocks[index])]
    return (raised_there or [last])[-1]


def _reaches_raise(block: Block) -> bool:
    frames = block.frames
    return any(frame.is_app for frame in frames) and frames[-1].package == "sqlalchemy"


def _is_detached(block: Block) -> bool:
    if names.is_detached(block.type):
        return True
    swallowed = swallowed_type(block)
    if swallowed is not None:
        return names.is_detached(swallowed)
    return read_detached_text(block.message) is not None


def _report(chain: Chain, subject: int) -> Found:
    block = chain.blocks[subject]
    message, note = _without_note(block)
    block = block._replace(message=message)
    blocks = (*chain.blocks[:subject], block, *chain.blocks[subject + 1 :])
    text = read_detached_text(message) or read_detached_text("\n".join(block.notes))
    detached = _is_detached(block)
    report = ErrorReport(
        is_detached=detached,
        type=_type(block, detached=detached),
        wrapped_in=_wrapped_in(block, detached=detached),
        kind=_kind(block, text) if detached else "unknown",
        class_name=text.class_name if text and detached else None,
        attribute=text.attribute if text and detached else None,
        message=text.message if text and detached else without_link(message),
        sqlalchemy_link=(text.link if text else None) or link_of(message),
        blocks=blocks,
        subject=subject,
        endpoint=_endpoint(blocks, subject),
        headers=chain.headers,
        first_line=chain.first_line,
        recorder=note,
        damage=_damage(chain, block, text if detached else None),
    )
    return Found(report, text.address if text else None)


def _without_note(block: Block) -> tuple[str, RecorderNote | None]:
    message, note = recorder_note.extract(block.message)
    if note is not None:
        return message, note
    return message, recorder_note.extract("\n".join(block.notes))[1] if block.notes else None


def _type(block: Block, *, detached: bool) -> str:
    if detached:
        return names.DETACHED
    return swallowed_type(block) or wrapper_type(block)


def _wrapped_in(block: Block, *, detached: bool) -> str | None:
    if detached and not names.is_detached(block.type):
        return wrapper_type(block) or None
    return wrapper_type(block) if swallowed_type(block) else None


def _kind(block: Block, text: DetachedText | None) -> Kind:
    """From the message; where it is cut off, from the function that raised: columns expire in `_load_expired`."""
    if text is not None and text.kind != "unknown":
        return text.kind
    if any(frame.package == "sqlalchemy" and frame.function == "_load_expired" for frame in block.frames[-3:]):
        return "refresh"
    return "unknown"


def _endpoint(blocks: tuple[Block, ...], subject: int) -> EndpointHint | None:
    for block in (blocks[subject], *blocks[subject + 1 :]):
        hint = endpoint_in(block)
        if hint is not None:
            return hint
    return None


def _damage(chain: Chain, block: Block, text: DetachedText | None) -> tuple[str, ...]:
    damage = set(chain.damage)
    if text is not None and text.cut:
        damage.add("truncated-tail")
    if not block.frames:
        damage.add("no-frames")
    return tuple(sorted(damage))

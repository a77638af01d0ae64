"""The idioms the tracing knows, one family a file. A new idiom is a file here and a line in `ALL`."""

from __future__ import annotations

from detachdoc.lifetime.idioms import (
    asyncio_,
    background,
    belongings,
    builtins_,
    caches,
    collections_,
    containers,
    contexts,
    contextvars_,
    dataclasses_,
    dependencies,
    dispatching,
    events,
    functools_,
    injectors,
    inspecting,
    leaving,
    loads,
    messages,
    options,
    providers,
    queries,
    results,
    serialising,
    sessions,
    tuples,
    validating,
    webapp,
)
from detachdoc.lifetime.idioms.registry import Idioms

#: Every family, in the order they are asked.
ALL = (
    sessions.IDIOM,
    belongings.IDIOM,
    queries.IDIOM,
    options.IDIOM,
    results.IDIOM,
    loads.IDIOM,
    leaving.IDIOM,
    events.IDIOM,
    dependencies.IDIOM,
    webapp.IDIOM,
    background.IDIOM,
    messages.IDIOM,
    asyncio_.IDIOM,
    caches.IDIOM,
    contexts.IDIOM,
    contextvars_.IDIOM,
    functools_.IDIOM,
    dispatching.IDIOM,
    injectors.IDIOM,
    providers.IDIOM,
    serialising.IDIOM,
    validating.IDIOM,
    dataclasses_.IDIOM,
    inspecting.IDIOM,
    tuples.IDIOM,
    containers.IDIOM,
    collections_.IDIOM,
    builtins_.IDIOM,
)

__all__ = ["ALL", "Idioms"]

"""Is every idiom file registered, once?"""

from __future__ import annotations

import importlib
from pathlib import Path

from detachdoc.lifetime import idioms


def test_every_idiom_file_is_in_the_list() -> None:
    folder = Path(idioms.__file__).parent
    modules = [importlib.import_module(f"{idioms.__name__}.{path.stem}") for path in sorted(folder.glob("*.py"))]
    families = [module.IDIOM for module in modules if hasattr(module, "IDIOM")]
    assert len(families) == len(idioms.ALL)
    assert all(any(family is known for known in idioms.ALL) for family in families)


def test_no_two_families_claim_a_method_of_the_same_kind() -> None:
    claimed = [(kind, name) for family in idioms.ALL for kind, name in family.methods]
    assert len(claimed) == len(set(claimed))

"""The sample programme: a fictitious French company, before and after, loaded from `data/samples` and closed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valuemodel.errors import ValueModelError
from valuemodel.programme import from_document
from valuemodel.yaml_files import read_yaml

if TYPE_CHECKING:
    from valuemodel.closing import Closing
    from valuemodel.store import Store

Progress = Callable[[float, str], None]
LOADING = 0.6
"""Share of the time that loading takes; the rest is the closing."""


def samples() -> Path:
    """The folder of the sample files: `VALUEMODEL_SAMPLES`, else the repository's; `samples_missing`."""
    told = os.environ.get("VALUEMODEL_SAMPLES")
    folder = Path(told) if told else Path(__file__).parents[2] / "data" / "samples"
    if not (folder / "programme.yaml").exists():
        raise ValueModelError("samples_missing", str(folder))
    return folder


def make(folder: Path, progress: Progress | None = None) -> Closing:
    """The sample programme in `folder`: settings, all files with their waves, one closing, by its fictitious author.

    Raises `ValueModelError` when the folder already has a programme, and when a sample file is not taken in whole.
    """
    from valuemodel import closing
    from valuemodel.store import Store

    told = progress or (lambda share, what: None)
    plan = read_yaml(samples() / "programme.yaml")
    settings = {key: value for key, value in plan.items() if key not in ("author", "model", "loads", "as_of")}
    author = str(plan["author"])
    store = Store.create(Path(folder), from_document(settings), author)
    try:
        save_model(store, plan["model"])
        load_all(store, plan["loads"], author, lambda share, what: told(LOADING * share, what))
        as_of = date.fromisoformat(plan["as_of"])
        return closing.close(store, as_of, author, lambda share, what: told(LOADING + (1 - LOADING) * share, what))
    finally:
        store.close()


def save_model(store: Store, changes: list[Mapping[str, Any]]) -> None:
    """The versions of assumptions and drivers, each by its author; a version keeps what the one before it said."""
    for change in changes:
        before = store.current(change["kind"]).get(change["key"])
        document = {**(before.document if before else {}), **change["document"]}
        store.save(change["kind"], change["key"], document, change["author"], change["reason"])


def load_all(store: Store, loads: list[Mapping[str, Any]], author: str, progress: Progress) -> None:
    """Every sample file in the order of the plan; `sample_refused` names the first that does not go in."""
    from valuemodel.store import load_file

    files = list(_files(loads))
    for number, (path, wave) in enumerate(files):
        progress(number / len(files), path.name)
        report = load_file(store, path.read_bytes(), path.name, wave=wave, author=author)
        if report.outcome != "loaded":
            raise ValueModelError("sample_refused", path.name, outcome=report.outcome)


def _files(loads: list[Mapping[str, Any]]) -> Iterator[tuple[Path, str | None]]:
    for step in loads:
        for pattern in step["files"]:
            for path in sorted(samples().glob(pattern)):
                yield path, step.get("wave")

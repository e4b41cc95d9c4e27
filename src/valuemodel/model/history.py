"""The history of a model's versions: saving over what one has read, undoing the last change, replaying them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from valuemodel.errors import Issue
from valuemodel.model.library import REMOVED
from valuemodel.model.saved import current_with_issues
from valuemodel.model.types import ValueModel

KINDS = ("assumption", "driver", "cost")


class Saved(Protocol):
    """One version as a programme's store keeps it."""

    version_id: int
    kind: str
    key: str
    number: int
    document: dict[str, Any]
    author: str
    reason: str
    created_at: Any
    restored_from: int | None


class Store(Protocol):
    """The part of a programme's store that keeps versions."""

    @property
    def lock(self) -> Any:
        """The lock of whoever writes."""

    def history(self, kind: str) -> list[Any]:
        """All versions of a kind, the oldest first."""

    def versions(self, kind: str, key: str) -> list[Any]:
        """All versions of one key, the latest first."""

    def save(self, kind: str, key: str, document: Mapping[str, Any], author: str, reason: str = "") -> Any:
        """A new version."""

    def restore(self, version_id: int, author: str, reason: str = "") -> Any:
        """An earlier version's document as a new version."""


class Change(NamedTuple):
    """A change that can be undone: the version that made it, and the one before (None: the template's own, or nothing).

    `before` is the version whose document comes back.
    """

    made: Any
    before: Any | None


def save_over(
    store: Store, kind: str, key: str, document: Mapping[str, Any], author: str, reason: str, loaded: int
) -> Any | None:
    """Saves `document` when version `loaded` (0: none) is still the latest one of `key`.

    None when it was saved; else the version that somebody saved since, and nothing is written.
    """
    with store.lock:
        latest = store.versions(kind, key)
        if latest and latest[0].number > loaded:
            return latest[0]
        store.save(kind, key, document, author, reason)
    return None


def changes(versions: Iterable[Saved]) -> list[Change]:
    """The changes that still stand, the oldest first: a version that takes the last change of its key back removes it.

    `versions` are those of all kinds, in any order. Taking up an older version is a change of its own.
    """
    standing: list[Change] = []
    for version in sorted(versions, key=lambda one: one.version_id):
        mine = [one for one in standing if _of(one.made) == _of(version)]
        if mine and mine[-1] is standing[-1] and _takes_back(version, mine[-1]):
            standing.pop()
        else:
            standing.append(Change(version, mine[-1].made if mine else None))
    return standing


def _of(version: Saved) -> tuple[str, str]:
    return version.kind, version.key


def _takes_back(version: Saved, change: Change) -> bool:
    if change.before is None:
        return bool(version.document.get(REMOVED))
    return version.restored_from == change.before.version_id


def last_change(store: Store) -> Change | None:
    """The last change of an assumption, a driver or a cost that nobody has undone; None when all are the template's."""
    found = standing(store)
    return found[0] if found else None


def undo(store: Store, change: Change, author: str, reason: str) -> bool:
    """Puts back what was before `change`, as a new version with who and why; False once it is no longer the last."""
    with store.lock:
        last = last_change(store)
        if last is None or last.made.version_id != change.made.version_id:
            return False
        if last.before is None:
            store.save(last.made.kind, last.made.key, {REMOVED: True}, author, reason)
        else:
            store.restore(last.before.version_id, author, reason)
    return True


def standing(store: Store) -> list[Change]:
    """The changes that nobody has undone, the newest first."""
    return changes(version for kind in KINDS for version in store.history(kind))[::-1]


def undo_back_to(store: Store, seen: Change, change: Change, author: str, reason: str) -> int:
    """Undoes every change from the last one back to `change`, newest first; how many were undone.

    0 when `seen` is no longer the last change: somebody made another since, and it is not theirs to lose.
    """
    with store.lock:
        listed = standing(store)
        ids = [one.made.version_id for one in listed]
        if not listed or ids[0] != seen.made.version_id or change.made.version_id not in ids:
            return 0
        count = ids.index(change.made.version_id) + 1
        for one in listed[:count]:
            undo(store, one, author, reason)
    return count


def replay(programme: Any, versions: Iterable[Saved]) -> tuple[ValueModel, tuple[Issue, ...]]:
    """The model that a programme's template and these versions give, read one by one in the order of saving.

    Over a store's whole history it is `current_with_issues`.
    """
    return current_with_issues(_Replayed(programme, sorted(versions, key=lambda one: one.version_id)))


class _Replayed(NamedTuple):
    """Versions read from a list, as a model reads them from a store."""

    of: Any
    saved: list[Any]

    def programme(self) -> Any:
        return self.of

    def current(self, kind: str) -> dict[str, Any]:
        return {key: self.versions(kind, key)[0] for key in sorted({one.key for one in self.saved if one.kind == kind})}

    def versions(self, kind: str, key: str) -> list[Any]:
        return [one for one in reversed(self.saved) if _of(one) == (kind, key)]

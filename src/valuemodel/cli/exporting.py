"""What `export` writes and says."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from valuemodel import export
from valuemodel.cli.tables import progress
from valuemodel.export import ledger
from valuemodel.locale import text
from valuemodel.store import Store


def write(store: Store, asked: Mapping[str, Path], args: Namespace) -> Iterator[str]:
    """Each file of `asked`, by kind, with its line once it is written and entered in the ledger."""
    told = progress(args.language)
    told(0.0, args.view)
    pack = export.gather(store, args.view, args.convention, args.closing)
    for count, (kind, path) in enumerate(asked.items(), start=1):
        content = export.EXPORTS[kind](pack, args.language)
        path.write_bytes(content)
        ledger.record(store, pack, kind, path.name, content, args.language, args.author)
        told(count / len(asked), path.name)
        yield text(
            "export.ledger.written",
            args.language,
            file=path,
            kind=text(f"export.ledger.kinds.{kind}", args.language),
            closing=pack.closing.number,
            fingerprint=pack.closing.fingerprint[:9].upper(),
        )


def outdated_lines(store: Store, language: str) -> list[str]:
    """Exports whose figures have moved since, and by how much."""
    return ledger.told(ledger.outdated(store), bool(ledger.entries(store)), language)

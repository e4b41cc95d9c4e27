"""What each command does: open the programme, make one call, print."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from valuemodel.cli import OK, REFUSED
from valuemodel.cli.tables import aligned, issue_lines, progress, show, show_json
from valuemodel.errors import ValueModelError
from valuemodel.locale import day, plural, text
from valuemodel.yaml_files import read_yaml

if TYPE_CHECKING:
    from valuemodel.store import Store


@contextmanager
def opened(args: Namespace) -> Iterator[Store]:
    """The programme of `args.folder`, closed again at the end."""
    from valuemodel.store import Store

    store = Store.open(args.folder)
    try:
        yield store
    finally:
        store.close()


def sample(args: Namespace) -> int:
    """Load and close the sample programme."""
    from valuemodel import sample as samples

    closed = samples.make(args.folder, progress(args.language))
    show([text("cli.sample_done", args.language, folder=args.folder, closing=closed.number)])
    return OK


def new(args: Namespace) -> int:
    """Create a programme without objectives: pages add them."""
    from valuemodel.programme import Programme
    from valuemodel.store import Store

    key = Path(args.folder).resolve().name
    programme = Programme(key, args.name, args.company, args.started, args.horizon, args.currency, args.country)
    Store.create(args.folder, programme, args.author).close()
    show([text("cli.new_done", args.language, name=args.name, folder=args.folder)])
    return OK


def legal(args: Namespace) -> int:
    """Save the legal ground from a YAML file when one is given, then say what is missing."""
    from valuemodel.privacy import legal_ground, legal_issues

    with opened(args) as store:
        if args.ground:
            store.save("settings", "legal_ground", mapping(args.ground), args.author, args.ground.name)
        saved = store.current("settings").get("legal_ground")
        missing = legal_issues(store.programme(), legal_ground(saved.document if saved else None))
    show(issue_lines(issue.said(args.language) for issue in missing) or [text("cli.legal_complete", args.language)])
    return REFUSED if missing else OK


def load(args: Namespace) -> int:
    """Take files in, one transaction each; what is refused does not stop the next."""
    from valuemodel.cli.loading import as_json, told

    reports = []
    try:
        for report in _loaded(args):
            reports.append(report)
            if not args.json:
                show(told(report, args.language))
    finally:
        # Also when the system stops half-way: what was loaded is loaded, and its report is owed.
        if args.json:
            show_json([as_json(report, args.language) for report in reports])
    return OK if all(report.outcome in ("loaded", "duplicate") for report in reports) else REFUSED


def _loaded(args: Namespace) -> Iterator[Any]:
    from valuemodel.cli.loading import proposed
    from valuemodel.store import load_file

    answers = mapping(args.answers) if args.answers else {}
    by_file = any(isinstance(answer, Mapping) for answer in answers.values())
    files = [path for found in args.files for path in found]
    told = progress(args.language)
    with opened(args) as store:
        for count, path in enumerate(files):
            told(count / len(files), path.name)
            # A file of answers serves several files when it names them: {file: {question: answer}}.
            mine = answers.get(path.name, {}) if by_file else answers
            take = partial(load_file, store, path.read_bytes(), path.name, wave=args.wave, author=args.author)
            report = take(answers=mine)
            if report.outcome == "asks" and args.defaults:
                report = take(answers={**proposed(report), **mine})
            yield report


def mapping(path: Path) -> dict[str, Any]:
    try:
        read = read_yaml(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueModelError("yaml_unreadable", str(path), error=str(error).replace("\n", " ")) from None
    if not isinstance(read, Mapping):
        raise ValueModelError("yaml_unreadable", str(path), error=type(read).__name__)
    return dict(read)


def uploads(args: Namespace) -> int:
    """Every upload, also the withdrawn ones."""
    from valuemodel.cli.loading import upload_rows

    with opened(args) as store:
        found = store.uploads()
    if args.json:
        show_json(found)
    else:
        show(aligned(upload_rows(found, args.language), right=[0, 5, 6, 7]))
    return OK


def withdraw(args: Namespace) -> int:
    """Withdraw one upload; the next closing no longer counts it."""
    with opened(args) as store:
        store.withdraw(args.upload, args.author, args.reason)
    show([text("cli.withdrawn", args.language, upload=args.upload)])
    return OK


def restore(args: Namespace) -> int:
    """Take a withdrawn upload back."""
    with opened(args) as store:
        store.restore_upload(args.upload, args.author, args.reason)
    show([text("cli.restored", args.language, upload=args.upload)])
    return OK


def close(args: Namespace) -> int:
    """Compute and freeze a closing."""
    from valuemodel import closing

    as_of = args.as_of or date.today()
    with opened(args) as store:
        closed = closing.close(store, as_of, args.author, progress(args.language))
    compared = sum(effect.verdict == "compared" for effect in closed.effects if effect.group == "programme")
    said = plural("cli.closed_compared", compared, args.language)
    show([text("cli.closed", args.language, number=closed.number, day=day(as_of, args.language), compared=said)])
    return OK

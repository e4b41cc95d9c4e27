"""What each command tells of a closing: KPIs, effects, value, exports, and published cases recomputed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valuemodel.cli import OK, REFUSED
from valuemodel.cli.commands import mapping, opened
from valuemodel.cli.tables import aligned, show, show_json
from valuemodel.errors import ValueModelError
from valuemodel.locale import number, text

if TYPE_CHECKING:
    from valuemodel.closing import Closing
    from valuemodel.store import Store

EXPORTS = ("workbook", "deck", "report", "html")


def chosen_closing(store: Store, args: Namespace) -> Closing:
    """The closing that `--closing` names, else the latest; `no_closing` when there is none."""
    from valuemodel import closing

    if args.closing is not None:
        return closing.load(store, args.closing)
    found = closing.latest(store)
    if found is None:
        raise ValueModelError("no_closing", str(args.folder))
    return found


def _of_group(figures: Sequence[Any], group: str | None) -> list[Any]:
    """The figures of `group`, or all of them; `unknown_group` names the nearest one."""
    wanted = [one for one in figures if group in (None, one.group)]
    if wanted or group is None:
        return wanted
    known = sorted({one.group for one in figures})
    near = get_close_matches(group, known, 1, 0.3) or known[:1]
    raise ValueModelError("unknown_group", group, group=group, nearest=", ".join(near), known=", ".join(known))


def kpis(args: Namespace) -> int:
    """The published values of all KPIs, by group and wave."""
    from valuemodel.cli.evidence import kpi_rows

    with opened(args) as store:
        closed = chosen_closing(store, args)
    wanted = _of_group(closed.kpis, args.group)
    if args.json:
        show_json(wanted)
    else:
        show(aligned(kpi_rows(wanted, args.language), right=[3, 4, 5]))
    return OK


def effects(args: Namespace) -> int:
    """What changed, how sure that is, or why nobody can tell."""
    from valuemodel.cli.evidence import effect_json, effect_rows

    with opened(args) as store:
        closed = chosen_closing(store, args)
    wanted = _of_group(closed.effects, args.group)
    if args.json:
        show_json([effect_json(effect, args.language) for effect in wanted])
    else:
        show(aligned(effect_rows(wanted, args.language), right=[2, 3, 4]))
    return OK


def value(args: Namespace) -> int:
    """What it is worth, by driver and grade of evidence."""
    from valuemodel import model
    from valuemodel.cli.money import ALL, as_json, sides_shown, told

    overrides = _numbers(args.scenario) if args.scenario else {}
    with opened(args) as store:
        programme, closed, current = store.programme(), chosen_closing(store, args), model.current(store)
    if args.convention == ALL:
        return sides_shown(model.side_by_side(current, closed, programme, view=args.view, overrides=overrides), args)
    found = model.evaluate(current, closed, programme, view=args.view, convention=args.convention, overrides=overrides)
    show_json(as_json(found, args.language)) if args.json else show(told(found, args.language))
    return OK


def export(args: Namespace) -> int:
    """The files asked for, each entered in the ledger; without one, the exports whose figures have moved since."""
    from valuemodel.cli.exporting import outdated_lines, write

    with opened(args) as store:
        asked = {kind: path for kind in EXPORTS if (path := getattr(args, kind))}
        show(write(store, asked, args) if asked else outdated_lines(store, args.language))
    return OK


def check(args: Namespace) -> int:
    """Published business cases, recomputed here: N of N agree."""
    from valuemodel import model

    checks = list(model.check_cases(args.cases))
    agreeing = sum(bool(one.agrees) for one in checks)
    if args.json:
        show_json(checks)
    else:
        from valuemodel.cli.money import case_rows, misprint_lines

        show(aligned(case_rows(checks, args.language), right=[2, 3]))
        counted = {"agreeing": number(agreeing, args.language), "count": number(len(checks), args.language)}
        show([text("cli.cases_agree", args.language, **counted)])
        show(misprint_lines({one.case for one in checks}, args.language))
    return OK if agreeing == len(checks) else REFUSED


def _numbers(path: Path) -> dict[str, float]:
    """A scenario: the numbers that stand in place of assumptions."""
    read = mapping(path)
    for key, value in read.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueModelError("scenario_not_a_number", f"{path}, {key}", name=key, value=value)
    return {str(key): float(value) for key, value in read.items()}

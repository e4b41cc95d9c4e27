"""Tab 2: the same few, and the network."""

from __future__ import annotations

from valuemodel.locale import number, percent, text
from valuemodel.practice import Findings, reading
from valuemodel.story import practice_network as story
from valuemodel.story import practice_next
from valuemodel.story import practice_voices as voices
from valuemodel.story.practice import group_name, when
from valuemodel.ui import chart_practice, chart_rows, practice_parts
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.practice_example import moved
from valuemodel.ui.practice_parts import Drawn


def draw_tab(here: Context) -> None:
    """The whole tab."""
    assert here.closing is not None
    found, language = here.closing.practice_findings, here.language
    part = practice_parts.part
    part(here, "same_few", story.same_few(found, language), lambda pen: _lorenz(found, pen), "usage", "inequality",
         "adoption")  # fmt: skip
    practice_parts.so_what(here, "network", practice_next.network(found, language))
    part(here, "kinds", story.kinds(found, language), lambda pen: _kinds(found, pen), "usage", "adoption")
    by_unit = story.unit_time(found, language)
    if by_unit is None or story.last_matrix(found) is not None:
        part(here, "network", story.network(found, language), lambda pen: _moves(found, pen), "exchanges", "network")
        part(here, "bridges", story.bridges(here.closing, language), lambda pen: _matrix(here, pen), "exchanges",
             "network")  # fmt: skip
    if by_unit is not None:
        part(here, "unit_time", by_unit, lambda pen: _hours(here, pen), "exchanges", "shared_time")
    part(here, "together", voices.ends("together", voices.moved(found, reading.TOGETHER, language), language),
         lambda pen: moved(voices.moved(found, reading.TOGETHER, language), pen), "survey")  # fmt: skip
    part(here, "forms", story.forms(found, language), lambda pen: _forms(found, pen), "survey")


def _column(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(text(f"practice.column.{name}", language) for name in names)


def _lorenz(found: Findings, pen: Pen) -> Drawn:
    language, curve = pen.language, story.curve_of(found)
    assert curve is not None
    equal, measured = (text(f"practice.page.same_few.{name}", language) for name in ("equal", "measured"))
    steps = len(curve.points) - 1
    rows = tuple(
        (percent(index / steps, language), percent(value, language)) for index, value in enumerate(curve.points)
    )
    return Drawn(
        chart_practice.lorenz(curve.points, equal, measured, pen), _column(("of_people", "of_all"), language), rows
    )


def _kinds(found: Findings, pen: Pen) -> Drawn:
    language = pen.language
    figures = found.of("participation", group="programme")
    names = [text(f"practice.kinds_of_people.{one.key}", language) for one in figures]
    stack = chart_rows.Stack(when(figures[0].period, language), tuple(one.value for one in figures))
    rows = tuple((name, percent(one.value, language)) for name, one in zip(names, figures, strict=True))
    return Drawn(chart_rows.stacks([stack], names, pen), _column(("who", "share"), language), rows)


def _moves(found: Findings, pen: Pen) -> Drawn:
    language, moves = pen.language, story.moves(found, pen.language)
    drawn = chart_rows.pairs([chart_rows.Pair(one.name, one.before, one.after) for one in moves], pen)

    def written(value: float | None) -> str:
        return "–" if value is None else percent(value, language)

    rows = tuple(
        (one.name, written(one.before), written(one.after), written(one.other_before), written(one.other_after))
        for one in moves
    )
    return Drawn(drawn, _column(("measure", "before", "after", "other_before", "other_after"), language), rows)


def _matrix(here: Context, pen: Pen) -> Drawn:
    assert here.closing is not None
    language, matrix = pen.language, story.last_matrix(here.closing.practice_findings)
    assert matrix is not None
    names = [f"{place} {group_name(here.closing, key, language)}" for place, key in enumerate(matrix.groups, 1)]
    rows = tuple(
        (name, *("–" if cell is None else number(cell, language) for cell in row))
        for name, row in zip(names, matrix.per_thousand, strict=True)
    )
    columns = (*_column(("unit",), language), *(str(place) for place in range(1, len(names) + 1)))
    return Drawn(chart_practice.matrix(names, matrix.per_thousand, pen), columns, rows)


def _hours(here: Context, pen: Pen) -> Drawn:
    """Hours a week that a person of one unit gives to another, in the last window; its own unit on the diagonal."""
    assert here.closing is not None
    language, matrix = pen.language, here.closing.practice_findings.time[-1]
    names = [f"{place} {group_name(here.closing, key, language)}" for place, key in enumerate(matrix.groups, 1)]
    rows = tuple(
        (name, *("–" if cell is None else number(cell, language, 1) for cell in row))
        for name, row in zip(names, matrix.hours, strict=True)
    )
    columns = (*_column(("gives",), language), *(str(place) for place in range(1, len(names) + 1)))
    return Drawn(chart_practice.matrix(names, matrix.hours, pen, decimals=1), columns, rows)


def _forms(found: Findings, pen: Pen) -> Drawn:
    language, names = pen.language, story.form_names(pen.language)
    waves = {when(wave, language): parts for wave, parts in reading.exchanges(found).items()}
    stacks = [chart_rows.Stack(wave, tuple(parts.get(form, 0.0) for form in reading.FORMS))
              for wave, parts in waves.items()]  # fmt: skip
    rows = tuple((one.name, *(percent(share, language) for share in one.parts)) for one in stacks)
    return Drawn(
        chart_rows.stacks(stacks, names, pen, main=len(names) - 1), (*_column(("wave",), language), *names), rows
    )

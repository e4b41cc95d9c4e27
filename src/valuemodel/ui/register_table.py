"""The register of assumptions as a table, and the versions of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from valuemodel import model
from valuemodel.locale import label, text
from valuemodel.model.types import GRADES, Assumption, TornadoBar
from valuemodel.store import Version
from valuemodel.story import register
from valuemodel.story.register_groups import groups
from valuemodel.story.units import decimals_of, evidence_grade, evidence_word, is_share, range_in, unit_words, value_in
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import LETTERS, Column, Heading, Html, Row, badge, draw, element, joined, section, table

COLUMNS = ("name", "value", "range", "weight", "evidence", "source")
ORDERS = ("weight", "use")


def choice(names: Mapping[str, str], language: str) -> str:
    """The assumption that is opened for editing: the one chosen, else the one that the address names; "" for none."""
    if st.session_state.setdefault("assumption", st.query_params.get("assumption")) not in names:
        st.session_state["assumption"] = None
    picked = st.selectbox(
        text("assumptions.choose", language),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="assumption",
        placeholder=text("assumptions.choose_one", language),
        width=380,
    )
    return picked or ""


def evidence_filter(language: str) -> list[str]:
    """The grades of evidence that are shown; all at first."""
    picked = st.pills(
        text("assumptions.evidence", language),
        GRADES,
        selection_mode="multi",
        default=list(GRADES),
        format_func=lambda grade: f"{LETTERS[grade]} {text(f'story.grades.{grade}', language)}",
        key="evidence",
    )
    return list(picked) or list(GRADES)


def order_choice(language: str) -> str:
    """Whether the register is sorted by weight, or grouped by driver and cost."""
    picked = st.segmented_control(
        text("assumptions.order", language),
        ORDERS,
        default=ORDERS[0],
        required=True,
        format_func=lambda order: text(f"assumptions.orders.{order}", language),
        key="register_order",
    )
    return str(picked or ORDERS[0])


class Shown(NamedTuple):
    """What the register shows: the swings, the grades of evidence, whether grouped, and the assumption picked."""

    bars: Sequence[TornadoBar]
    grades: Sequence[str]
    order: str
    picked: str


def draw_table(here: Context, found: Mapping[str, Assumption], shown: Shown) -> Html:
    """One row an assumption, heaviest in the result first, under headings when they are grouped."""
    language = here.language
    columns = [Column(text(f"assumptions.column.{name}", language), number=name == "value") for name in COLUMNS]
    kept = [one for one in register.by_weight(found, shown.bars) if evidence_grade(one) in shown.grades]
    rows: list[Row | Heading] = []
    if shown.order == "use":
        for group in groups(kept, here.model, language):
            rows += [Heading(group.title), *(_row(one, shown, language) for one in group.members)]
    else:
        rows += [_row(one, shown, language) for one in kept]
    return table(text("assumptions.caption", language), columns, rows, show_caption=False)


def _row(one: Assumption, shown: Shown, language: str) -> Row:
    share = register.weights(shown.bars)
    span = range_in(one.unit, one.low, one.high, language)
    unit = "" if is_share(one.unit) else unit_words(one.unit, language)
    accepted = text("assumptions.accepted", language, who=one.accepted_by) if one.accepted_by else ""
    weight = register.weight_of(one.key, share.get(one.key, 0.0), language)
    cells = (
        label(one.label, language),
        joined(element("b", value_in(one.unit, one.base, language, decimals_of(one))), element("small", unit)),
        joined(glyphs.range_glyph(one.low, one.base, one.high, span), element("small", span)),
        glyphs.weight_bar(share.get(one.key, 0.0), weight, top=max(share.values(), default=1.0)),
        joined(_badge(one, language), element("small", accepted) if accepted else ""),
        _source(one, one.key == shown.picked, language),
    )
    return Row(cells, css="pv-chosen" if one.key == shown.picked else "")


def _source(one: Assumption, picked: bool, language: str) -> Html:
    """Where the value comes from, then who changed it and why; whole for the row that is picked."""
    source, detail = register.source_lines(one, language)
    who, why = register.change_lines(one, language)
    clamp = "" if picked else "pv-clamp"
    changed = f"{who}. {why}" if why else who
    parts = [element("span", source, css=clamp)]
    parts += [element("small", words, css=clamp) for words in (detail, changed) if words]
    return element("span", *parts, css="pv-two pv-small", title=f"{source}. {detail}")


def _badge(one: Assumption, language: str) -> Html:
    if one.evidence in LETTERS:
        return badge(one.evidence, language)
    square = badge(evidence_grade(one), language, word=False)
    return joined(square, element("span", evidence_word(one, language), css="pv-word"))


def versions(here: Context, one: Assumption) -> None:
    """All versions of one assumption, the latest first, each of which may be taken up again; none is ever erased."""
    assert here.store is not None
    language = here.language
    saved = [] if one.bound and one.key not in here.model.assumptions else here.store.versions("assumption", one.key)
    template = model.load_template(here.model.template).assumptions.get(one.key)
    count = len(saved) + (template is not None)
    title = text("assumptions.versions", language, name=label(one.label, language), count=count)
    with section("versions", title, "" if count else text("assumptions.no_version", language)):
        for index, version in enumerate(saved):
            _saved(here, one, version, index == 0)
        if template is not None:
            with st.container(key="row_template", horizontal=True, vertical_alignment="center"):
                draw(_version(template, text("story.register.template", language), "", language))


def _saved(here: Context, one: Assumption, version: Version, newest: bool) -> None:
    language = here.language
    held = register.as_assumption(one, version.document)
    with st.container(key=f"row_{version.version_id}", horizontal=True, vertical_alignment="center"):
        who = register.signed(version.author, version.created_at, language)
        draw(_version(held, who, version.reason, language))
        if not newest and st.button(
            text("assumptions.restore", language), type="tertiary", key=f"restore_{version.version_id}"
        ):
            reason = text("assumptions.restored", language, number=version.number)
            _restore(here, version, reason)


def _restore(here: Context, version: Version, reason: str) -> None:
    assert here.store is not None
    if not here.author:
        st.session_state["told_register"] = text("ui.form.missing.author.problem", here.language)
    else:
        here.store.restore(version.version_id, here.author, reason)
        st.session_state["told_register"] = reason
    st.rerun()


def _version(one: Assumption, who: str, why: str, language: str) -> Html:
    value = element("b", value_in(one.unit, one.base, language))
    span = range_in(one.unit, one.low, one.high, language)
    head = element("p", value, ", ", span, " · ", _badge(one, language))
    return element("div", head, element("p", f"{who}. {why}" if why else f"{who}.", css="pv-under"), css="pv pv-item")

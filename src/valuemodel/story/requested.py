"""The decision asked for, in sentences: the amount and its conditions, the answers that it may have, who decides."""

from __future__ import annotations

from valuemodel.locale import label, month, number, text, thousands
from valuemodel.programme import Decision, Programme
from valuemodel.story.words import count_word, inside, month_span


def decision(programme: Programme, kpi_label: dict[str, str], kpi_threshold: dict[str, str], language: str) -> str:
    """The decision asked for in a paragraph: amount, months, conditions; "" when none is.

    `kpi_label` and `kpi_threshold` hold, by KPI, its label and each condition's threshold as written in `language`.
    """
    asked = programme.decision
    if asked is None:
        return ""
    opening = text(
        "story.decision.amount",
        language,
        amount=thousands(asked.amount, language, programme.currency),
        period=month_span(asked.starts, asked.ends, language),
    )
    return opening + _conditions(asked, kpi_label, kpi_threshold, language)


def _conditions(asked: Decision, labels: dict[str, str], thresholds: dict[str, str], language: str) -> str:
    if not asked.conditions:
        return text("story.decision.no_condition", language)
    written = [
        text(
            "story.decision.condition",
            language,
            kpi=inside(labels.get(gate.kpi, gate.kpi)),
            threshold=thresholds.get(gate.kpi, number(gate.threshold, language, 2)),
            month=month(gate.by, language),
        )
        for gate in asked.conditions
    ]
    count = count_word(len(written), language, feminine=True)
    one = "one" if len(written) == 1 else "other"
    separator = text("story.decision.separator", language)
    return text(f"story.decision.conditions.{one}", language, count=count) + separator.join(written) + "."


def decision_options(programme: Programme, language: str) -> tuple[str, ...]:
    """The answers that the decision may have, and what leaving costs."""
    asked = programme.decision
    if asked is None or not asked.options:
        return ()
    options = [_option(option.label, option.exit_costs, programme.currency, language) for option in asked.options]
    return (text("story.decision.options", language, options=text("story.decision.separator", language).join(options)),)


def decided_by(programme: Programme, language: str) -> str:
    """Who decides, and by when."""
    asked = programme.decision
    if asked is None or not asked.asked_of or not asked.decide_by:
        return ""
    return text("story.decision.by", language, who=asked.asked_of, month=month(asked.decide_by, language))


def decision_details(programme: Programme, language: str) -> tuple[str, ...]:
    """What goes with the decision: the options and what leaving costs, who decides, and by when."""
    by = decided_by(programme, language)
    return (*decision_options(programme, language), *((by,) if by else ()))


def _option(words: object, exit_costs: float, currency: str, language: str) -> str:
    name = inside(label(words, language))  # type: ignore[arg-type]
    if not exit_costs:
        return name
    return text("story.decision.option", language, option=name, cost=thousands(exit_costs, language, currency))

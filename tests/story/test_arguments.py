"""Of what is claimed before a board: only what the results allow, each figure bound to them, and honest replies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.closing import Closing
from valuemodel.kpis import catalogue
from valuemodel.locale import LANGUAGES
from valuemodel.story import arguments, passports, reasons
from valuemodel.story import sayings as said
from valuemodel.story.arguments import FIGURE, Grounds
from valuemodel.story.objections import REPLIES, WHO, objections
from valuemodel.story.sayings import sayings


def grounds(closing: Closing | None = None, overrides: dict[str, float] | None = None) -> Grounds:
    given = (model_example(), closing or closing_example(), programme_example())
    results = model.evaluate(*given, overrides=overrides or {}, draws=512)
    return Grounds(given[2], given[1], given[0], results, model.options(*given, draws=64),
                   model.lost_by_delay(*given, 6))  # fmt: skip


GROUNDS = grounds()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_has_its_figure_in_its_sentence_and_says_what_it_does_not_prove(language: str) -> None:
    found = arguments.claims(GROUNDS, language)
    assert len({claim.key for claim in found}) == len(found) > 8
    for claim in found:
        assert claim.figure and claim.figure in claim.said() and FIGURE in claim.template
        assert "{" not in claim.said() and claim.not_proved


def test_both_languages_claim_the_same_things() -> None:
    french, english = (arguments.claims(GROUNDS, language) for language in ("fr", "en"))
    assert [(one.key, one.grade, one.certainty, one.kpis) for one in french] == [
        (one.key, one.grade, one.certainty, one.kpis) for one in english
    ]


def test_only_effects_that_surely_moved_for_the_better_and_probably_through_the_programme_are_claimed() -> None:
    closing = closing_example()
    claimed = {one.key.partition(":")[2] for one in arguments.claims(GROUNDS, "fr") if one.key.startswith("effect:")}
    assert claimed
    for key in claimed:
        effect = closing.effect(key)
        assert effect.certainty in ("high", "moderate") and (effect.low > 0 or effect.high < 0)
    doubtful = replace(closing, effects=tuple(replace(one, certainty="low") for one in closing.effects))
    assert not [one for one in arguments.claims(grounds(doubtful), "fr") if one.key.startswith("effect:")]


def test_a_driver_that_costs_money_or_does_not_count_is_not_claimed() -> None:
    worth = {one.key: one for one in GROUNDS.results.drivers}
    claimed = [one.key.partition(":")[2] for one in arguments.claims(GROUNDS, "en") if one.key.startswith("driver:")]
    assert claimed and all(worth[key].counted and worth[key].value > 0 for key in claimed)


def test_a_figure_follows_the_data_in_somebody_s_own_words_and_asks_for_a_new_look() -> None:
    before = arguments.claims(GROUNDS, "fr")
    after = arguments.claims(grounds(overrides={"redeployed_share": 0.1}), "fr")
    then, now = (next(one for one in found if one.key == "return") for found in (before, after))
    assert then.figure != now.figure
    written = {"return": {"words": {"fr": f"Un euro en rend {FIGURE}."}, "figure": {"fr": then.figure}}}
    (still,), _ = sayings(before, ["return"], written, "fr")
    (moved,), _ = sayings(after, ["return"], written, "fr")
    assert (still.sentence, still.was) == (f"Un euro en rend {then.figure}.", "")
    assert (moved.sentence, moved.was) == (f"Un euro en rend {now.figure}.", then.figure)
    (other,), _ = sayings(after, ["return"], written, "en")
    assert not other.words and not other.was


def test_the_order_picked_is_kept_and_what_cannot_be_said_any_more_is_counted() -> None:
    found = arguments.claims(GROUNDS, "fr")
    picked, others = sayings(found, ["chances", "driver:gone", "return"], {}, "fr")
    assert [one.claim.key for one in picked] == ["chances", "return"]
    assert len(picked) + len(others) == len(found)
    assert said.gone(found, ["chances", "driver:gone", "return"]) == 1
    nothing, everything = sayings(found, [], {}, "fr")
    assert not nothing and len(everything) == len(found)


@pytest.mark.parametrize(
    ("words", "code"),
    [("Sans chiffre.", "argument_without_figure"), (FIGURE + " {autre}", "argument_braces"),
     (FIGURE + "x" * 500, "argument_too_long")],
)  # fmt: skip
def test_words_that_would_lose_the_figure_are_refused_with_their_fix(words: str, code: str) -> None:
    found = said.word_issues(words, "fr")
    assert code in {issue.code for issue in found}
    for issue in found:
        for language in LANGUAGES:
            assert issue.said(language).problem and issue.said(language).fix
    kept = said.as_kept("Un euro en rend [chiffre] ([fourchette]).", "fr")
    assert not said.word_issues(kept, "fr")
    assert said.to_edit(kept, "fr") == "Un euro en rend [chiffre] ([fourchette])."


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_nine_objections_have_an_answer_or_say_what_would_tell(language: str) -> None:
    found = objections(GROUNDS, language)
    assert {one.key for one in found} == set(REPLIES) and len(found) == 9
    assert [one.who for one in found] == sorted((one.who for one in found), key=WHO.index)
    assert all(one.question and one.answer and "{" not in one.answer for one in found)


def test_an_objection_is_answered_only_from_data() -> None:
    closing = closing_example()
    bare = replace(closing, practice=(), effects=(), costs=())
    known = {one.key: one.known for one in objections(grounds(closing), "fr")}
    without = {one.key: one.known for one in objections(Grounds(
        programme_example(), bare, model_example(), GROUNDS.results), "fr")}  # fmt: skip
    assert known["anyway"] and known["stopping"] and not known["free_tool"]
    assert not (without["anyway"] or without["enthusiasts"] or without["stopping"] or without["stall"])


def test_stopping_that_would_spare_money_is_said_to() -> None:
    lost = [replace(one, npv=-100000.0 if one.kind == "continue" else one.npv) for one in GROUNDS.options]
    told = next(one for one in objections(replace(GROUNDS, options=lost), "en") if one.key == "stopping")
    assert "spare" in told.answer
    assert "stop" not in {one.key for one in arguments.claims(replace(GROUNDS, options=lost), "en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outside_figure_has_its_whole_passport(language: str) -> None:
    found = passports.passports(language)
    assert len(found) == len(passports.outside_figures()) >= 10
    for one, data in zip(found, passports.outside_figures().values(), strict=True):
        assert all(one) and str(data["year"]) in one.passport and data["sponsor"] in one.passport
        assert data["known"] in passports.KNOWN


def test_an_assumption_that_leans_on_an_outside_figure_is_named_until_finance_accepts_it() -> None:
    one = replace(model_example().assumptions["redeployed_share"], evidence="benchmark", bound="", accepted_by="")
    assert passports.leaning([one]) == (one,)
    assert not passports.leaning([replace(one, accepted_by="Finance"), replace(one, evidence="measured")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_the_ten_reasons_has_its_indicator_objection_and_passport(language: str) -> None:
    found = reasons.reasons(closing_example(), programme_example().objectives, {}, language)
    assert len(found) == 10 and all(one.words and one.kpi and one.here and one.objection for one in found)
    for data in reasons.library().values():
        assert data["kpi"] in catalogue() and data["objection"] in REPLIES
        assert data["passport"] in passports.outside_figures()


def test_a_reason_in_somebody_s_own_words_keeps_what_it_rests_on() -> None:
    own = {"find_faster": {"fr": "Ne plus chercher"}}
    plain, changed = (reasons.reasons(closing_example(), (), words, "fr")[0] for words in ({}, own))
    assert changed.words == "Ne plus chercher" and changed[2:] == plain[2:]

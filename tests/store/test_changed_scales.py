"""A question whose scale changed from one wave to another is said when the later wave is loaded."""

from __future__ import annotations

from valuemodel.store import load_file


def _survey(answers: list[str], month: str) -> bytes:
    rows = "".join(f"2026-{month}-0{1 + n},{answer}\n" for n, answer in enumerate(answers))
    return f"Timestamp,My work is meaningful to me.\n{rows}".encode()


def test_a_scale_that_changed_between_two_waves_is_said_and_both_waves_keep_their_answers(store) -> None:
    first = load_file(store, _survey(["Agree", "Neutral", "Disagree"], "01"), "one.csv", author="Ada")
    same = load_file(store, _survey(["Agree", "Agree", "Disagree"], "03"), "two.csv", author="Ada")
    other = load_file(store, _survey(["1", "4", "5"], "06"), "three.csv", author="Ada")
    assert (first.outcome, same.outcome, other.outcome) == ("loaded", "loaded", "loaded")
    assert "scale_changed" not in {issue.code for issue in same.issues}
    changed = next(issue for issue in other.issues if issue.code == "scale_changed")
    assert (changed.values["count"], changed.values["questions"]) == (1, "My work is meaningful to me.")
    assert all(changed.said(language).fix for language in ("fr", "en"))

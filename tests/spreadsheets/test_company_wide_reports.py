"""Reports about the whole company, its communities or its network: no one in them, and nothing counted twice."""

from __future__ import annotations

import json

import pytest
from tests.spreadsheets.files import csv, day

from valuemodel.spreadsheets import recognise, tidy

COUNTS = "Report Refresh Date,Liked,Posted,Read,Report Date,Report Period"


def figures(content: bytes, name: str, answers: dict[str, str] | None = None) -> dict[str, float]:
    """The values of a report of one period, by measure."""
    activity = tidy(recognise(content, name), answers).tables["activity"]
    return activity.set_index("measure").value.to_dict()


def test_a_report_by_day_of_the_company_covers_its_days_and_names_nobody() -> None:
    done = tidy(
        recognise(csv(COUNTS, "2026-10-31,9,5,64,2026-10-29,7", "2026-10-31,1,,4,2026-10-30,7"), "u.csv"),
        {"variant": "users"},
    )
    activity = done.tables["activity"]
    assert set(activity.scope) == {"tenant"} and activity.person_id.isna().all()
    assert (activity.period_start == activity.period_end).all()
    assert (done.period_start, done.period_end) == (day("2026-10-29"), day("2026-10-30"))
    assert len(activity) == 5


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("YammerActivityUserCounts10_31_2026.csv", "posted_users"),
        ("getYammerActivityCounts(period='D7').csv", "posted"),
        ("viva_groupsactivitycounts.csv", "posted_in_communities"),
    ],
)
def test_reports_with_the_same_headers_are_told_apart_by_the_files_name(name: str, measure: str) -> None:
    assert figures(csv(COUNTS, "2026-10-31,9,5,64,2026-10-29,7"), name)[measure] == 5


def test_without_a_telling_name_one_question_tells_them_apart_and_the_answer_is_remembered() -> None:
    recognition = recognise(csv(COUNTS, "2026-10-31,9,5,64,2026-10-29,7"), "export.csv")
    assert [question.key for question in recognition.questions] == ["variant"]
    assert all(recognition.questions[0].said(language) for language in ("fr", "en"))
    assert tidy(recognition, {"variant": "messages"}).mapping["options"]["variant"] == "messages"


def test_all_sites_and_each_kind_of_site_are_not_added_up() -> None:
    header = "Report Refresh Date,Site Type,Total,Active,Report Date,Report Period"
    content = csv(header, "2026-10-31,All,10,4,2026-10-31,7", "2026-10-31,Team site,6,3,2026-10-31,7")
    assert figures(content, "getSharePointSiteUsageSiteCounts.csv") == {
        "total_sites": 10, "active_sites": 4, "total_sites_team_site": 6, "active_sites_team_site": 3,
    }  # fmt: skip


def test_communities_are_counted_and_summed_and_their_owners_are_not_read() -> None:
    header = (
        "Report Refresh Date,Group Display Name,Is Deleted,Owner Principal Name,Last Activity Date,Group Type,"
        "Office 365 Connected,Member Count,Posted Count,Read Count,Liked Count,Report Period"
    )
    rows = (
        "2026-10-31,Vente,False,a@x.fr,2026-10-30,public,Yes,12,4,90,3,30",
        "2026-10-31,Achats,False,b@x.fr,2026-01-02,public,Yes,30,,,,30",
    )
    done = tidy(recognise(csv(header, *rows), "groups.csv"))
    activity = done.tables["activity"].set_index("measure")
    assert set(activity.scope) == {"community"}
    assert activity.value.to_dict() == {
        "members": 42, "posted": 4, "read": 90, "liked": 3, "groups": 2, "active_groups": 1,
    }  # fmt: skip
    assert "a@x.fr" not in str(done.tables) + str(done.issues)


def test_zeros_where_a_microsoft_identifier_stands_are_a_hidden_name_too() -> None:
    header = "Report Refresh Date,User Principal Name,Send Count,Receive Count,Read Count,Report Period"
    hidden = "00000000-0000-0000-0000-000000000000"
    done = tidy(recognise(csv(header, f"2026-10-31,{hidden},1,2,3,7"), "mail.csv"))
    assert set(done.tables["activity"].scope) == {"tenant"}
    assert "names_concealed" in {issue.code for issue in done.issues}


def test_exchanges_within_a_unit_and_across_units_are_told_apart() -> None:
    header = "PrimaryCollaborator_Organization,SecondaryCollaborator_Organization,MetricDate,Group_meeting_count"
    content = csv(header, "Ventes,Ventes,2026-04-01,40", "Ventes,Finance,2026-04-01,10", "Finance,Ventes,2026-04-01,10")
    assert figures(content, "g2g.csv") == {"meetings_within_units": 40, "meetings_across_units": 20}


def test_a_report_without_a_date_ends_on_the_last_day_of_activity_and_says_so() -> None:
    header = "User name,Display name,Prompts submitted (any app),Active Days,Last activity date (UTC)"
    recognition = recognise(csv(header, "a@x.fr,A,4,2,2026-10-30", "b@x.fr,B,1,1,2026-10-02"), "copilot_28 days.csv")
    done = tidy(recognition)
    assert (done.period_start, done.period_end) == (day("2026-10-03"), day("2026-10-30"))
    assert "period_from_last_activity" in {issue.code for issue in done.issues}


def test_google_analytics_writes_its_period_above_the_table_or_is_refused() -> None:
    table = ("Page path and screen class,Views,Event count", "/a,10,30", "/b,5,12")
    dated = csv("# Pages and screens", "# Start date: 20261001", "# End date: 20261031", "", *table)
    done = tidy(recognise(dated, "ga.csv"))
    assert (done.period_start, done.period_end) == (day("2026-10-01"), day("2026-10-31"))
    assert figures(dated, "ga.csv") == {"views": 15, "events": 42}
    assert [issue.code for issue in recognise(csv(*table), "ga.csv").issues] == ["period_missing"]


def test_ties_are_directed_pairs_added_up_and_nobody_is_tied_to_themselves() -> None:
    done = tidy(recognise(csv("from,to,mins", "a,b,8", "a,b,2", "b,a,1", "c,c,9", "d,,3"), "edges.csv"))
    assert done.kind == "network"
    assert done.tables["ties"][["source_id", "target_id", "weight"]].to_numpy().tolist() == [
        ["a", "b", 10.0],
        ["b", "a", 1.0],
    ]
    assert {issue.code: issue.where for issue in done.issues} == {"person_missing": "A6", "tie_with_oneself": "B5"}


def test_lines_of_json_objects_are_a_table_and_any_other_json_is_refused() -> None:
    names = ("date", "user_id", "email_address", "is_active", "messages_posted_count", "reactions_added_count")
    line = json.dumps(dict(zip(names, ("2026-10-30", "U1", "a@x.fr", True, 3, 1), strict=True)))
    done = tidy(recognise(f"{line}\n{line.replace('a@x.fr', 'b@x.fr')}\n".encode(), "slack.json"))
    assert (done.format, done.rows_kept) == ("slack_member_day", 2)
    assert [issue.code for issue in recognise(b'{"value": [{"a": 1}]}', "x.csv").issues] == ["json_inside"]


def test_a_file_of_which_no_row_is_left_is_refused_with_every_reason() -> None:
    header = "Report Refresh Date,User Principal Name,Posted Count,Read Count,Liked Count,Report Period"
    recognition = recognise(csv(header, "2026-10-31,a@x.fr,1,2,3,7,8,9"), "yammer.csv")
    assert recognition.outcome == "refused"
    assert [issue.code for issue in recognition.issues][:2] == ["nothing_kept", "row_too_long"]


def test_a_table_of_posts_is_no_table_of_people_and_the_refusal_says_what_to_ask_for() -> None:
    recognition = recognise(csv("Unit,Grade,Headcount", "Ventes,A,12"), "organogram.csv")
    assert (recognition.outcome, recognition.format) == ("refused", "organisation")
    assert "e-mail" in recognition.issues[0].said("fr").fix


def test_a_ledger_whose_labels_nobody_knows_is_asked_about_once() -> None:
    rows = [f'0{1 + n % 9}/10/2026,Nature {n},Fournisseur {n},"1 0{n:02},50 €"' for n in range(20)]
    recognition = recognise(csv("Date,Nature de la dépense,Fournisseur,Montant HT", *rows), "factures.csv")
    assert [question.key for question in recognition.questions] == ["category"]
    costs = tidy(recognition, {"category": "licence"}).tables["costs"]
    assert (len(costs), set(costs.category), set(costs.nature)) == (20, {"licence"}, {"actual"})


@pytest.mark.parametrize(
    ("rows", "code", "menu"),
    [
        (
            ("Field summary for Q1", "Answer,Count,Gross percentage", "Yes,3,60%"),
            "summary_limesurvey",
            "Export responses",
        ),
        (("#,Answer,%,Count", "Data source misc,,,", "1,Yes,60%,3"), "summary_qualtrics", "Export data"),
        (("Row Labels,Sum of Amount", "Hotels,12", "Grand Total,12"), "summary_pivot", "double-click"),
        (("Answer Choices,Response Percent,Responses", "Yes,60%,3"), "summary_surveymonkey", "All responses data"),
    ],
)
def test_a_summary_is_refused_with_the_menus_of_the_tool_that_made_it(
    rows: tuple[str, ...], code: str, menu: str
) -> None:
    issue = recognise(csv(*rows), "x.csv").issues[0]
    assert issue.code == code and menu in issue.said("en").fix and issue.said("fr").fix

"""Usage exports of Microsoft, read as they come out of the admin centre."""

from __future__ import annotations

from tests.spreadsheets.files import ENGAGE, TEAMS_NOW, csv, day, teams, teams_row

from valuemodel.spreadsheets import recognise, tidy


def test_a_teams_report_of_2021_gives_its_four_counts_over_thirty_days() -> None:
    recognition = recognise(teams(teams_row("a@x.fr"), teams_row("b@x.fr", channel=0)), "teams.csv")
    assert (recognition.outcome, recognition.format, recognition.kind) == ("ready", "teams_user_detail", "usage")
    done = tidy(recognition)
    activity = done.tables["activity"]
    assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (2, 2, 0)
    assert (done.period_start, done.period_end) == (day("2026-10-02"), day("2026-10-31"))
    counts = activity[activity.person_id == "a@x.fr"].set_index("measure").value.to_dict()
    assert counts == {"channel_messages": 5, "private_messages": 20, "calls": 2, "meetings": 7}
    assert set(activity.scope) == {"person"} and set(activity.tool) == {"teams"}


def test_the_current_header_is_the_same_report_in_any_order_of_columns() -> None:
    values = dict.fromkeys(TEAMS_NOW.split(","), "")
    values |= {"Report Refresh Date": "2026-10-31", "User Principal Name": "a@x.fr", "Report Period": "7"}
    values |= {
        "Team Chat Message Count": "4",
        "Private Chat Message Count": "1",
        "Call Count": "0",
        "Meeting Count": "3",
    }
    values |= {"Post Messages": "1", "Reply Messages": "3"}
    shuffled = sorted(values)
    done = tidy(recognise(csv(",".join(shuffled), ",".join(values[name] for name in shuffled)), "any name.txt"))
    assert done.format == "teams_user_detail"
    assert done.tables["activity"].set_index("measure").value.to_dict() == {
        "calls": 0, "channel_messages": 4, "meetings": 3, "post_messages": 1,
        "private_messages": 1, "reply_messages": 3,
    }  # fmt: skip
    assert (done.period_start, done.period_end) == (day("2026-10-25"), day("2026-10-31"))


def test_headers_with_odd_case_and_double_spaces_are_the_same_headers() -> None:
    header = ENGAGE.replace("Posted Count", "posted  count").replace("Report Refresh Date", "\u00a0Report Refresh DATE")
    done = tidy(recognise(csv(header, "2026-10-31,a@x.fr,A,active,,2026-10-30,2,40,5,E3,30"), "yammer.csv"))
    assert done.format == "viva_engage_user_detail"
    assert done.tables["activity"].set_index("measure").value.to_dict() == {"posted": 2, "read": 40, "liked": 5}


def test_concealed_names_are_summed_for_the_whole_company_and_the_menu_that_lifts_it_is_named() -> None:
    content = teams(
        teams_row("6E55A185B405B6F2A6804BB7897C8AAB"), teams_row("77E5979DD60BA6EAA53E814DBEEEFA5F", channel=2)
    )
    done = tidy(recognise(content, "teams.csv"))
    activity = done.tables["activity"]
    assert set(activity.scope) == {"tenant"} and activity.person_id.isna().all()
    assert activity.set_index("measure").value["channel_messages"] == 7
    concealed = next(issue for issue in done.issues if issue.code == "names_concealed")
    assert "Org settings" in concealed.said("en").fix and "Paramètres de l’organisation" in concealed.said("fr").fix
    assert "6E55" not in str(concealed)


def test_a_few_concealed_names_among_others_are_set_aside() -> None:
    content = teams(teams_row("a@x.fr"), teams_row("b@x.fr"), teams_row("77E5979DD60BA6EAA53E814DBEEEFA5F"))
    done = tidy(recognise(content, "teams.csv"))
    assert (done.rows_kept, done.rows_set_aside) == (2, 1)
    assert [issue.code for issue in done.issues] == ["names_partly_concealed"]
    assert done.issues[0].where == "B4"


def test_two_report_lengths_in_one_file_keep_their_own_dates_and_are_told() -> None:
    done = tidy(recognise(teams(teams_row("a@x.fr", days="D7"), teams_row("a@x.fr", days="30")), "teams.csv"))
    starts = done.tables["activity"].groupby("period_start").size()
    assert [str(start.date()) for start in starts.index] == ["2026-10-02", "2026-10-25"]
    assert "periods_mixed" in {issue.code for issue in done.issues}


def test_the_same_person_twice_counts_once_whatever_the_case() -> None:
    done = tidy(recognise(teams(teams_row("A@x.fr", channel=1), teams_row("a@X.fr", channel=9)), "teams.csv"))
    assert (done.rows_kept, done.rows_set_aside) == (1, 1)
    assert done.tables["activity"].set_index("measure").value["channel_messages"] == 1


def test_bad_cells_cost_only_themselves_and_are_told_by_address() -> None:
    rows = [teams_row("a@x.fr"), teams_row("b@x.fr").replace(",5,20,", ",many,-3,"), teams_row("")]
    done = tidy(recognise(teams(*rows), "teams.csv"))
    told = {issue.code: issue.where for issue in done.issues}
    assert told == {"person_missing": "B4", "number_unreadable": "G3", "negative_count": "H3"}
    assert set(done.tables["activity"].query("person_id == 'b@x.fr'").measure) == {"calls", "meetings"}


def test_a_blank_count_is_no_count_rather_than_a_zero() -> None:
    done = tidy(recognise(csv(ENGAGE, "2026-10-31,a@x.fr,A,active,,,,3,0,E3,30"), "yammer.csv"))
    assert done.tables["activity"].set_index("measure").value.to_dict() == {"read": 3, "liked": 0}


def test_a_copilot_user_is_active_when_the_last_activity_lies_in_the_report() -> None:
    header = (
        "Report Refresh Date,User Principal Name,Display Name,Last Activity Date,Word Copilot Last Activity Date,"
        "Excel Copilot Last Activity Date,Report Period"
    )
    rows = ("2026-10-31,a@x.fr,A,2026-10-25,,,7", "2026-10-31,b@x.fr,B,2026-10-24,,,7", "2026-10-31,c@x.fr,C,,,,7")
    done = tidy(recognise(csv(header, *rows), "copilot.csv"))
    assert done.tables["activity"].set_index("person_id").value.to_dict() == {"a@x.fr": 1, "b@x.fr": 0, "c@x.fr": 0}


def test_a_person_query_gives_hours_and_the_units_of_people_who_may_not_be_everyone() -> None:
    header = (
        "PersonId,MetricDate,Meeting hours,Email_hours,After_hours_collaboration_hours,Emails_sent,Organization,"
        "SupervisorIndicator"
    )
    rows = [f"p{person},2026-0{week},5.5,{person},1,12,IT,IC" for week in ("3-01", "3-08") for person in (1, 2)]
    done = tidy(recognise(csv(header, *rows), "query.csv"))
    assert done.format == "viva_insights_person_query"
    activity = done.tables["activity"]
    assert set(activity.measure) == {"meeting_hours", "email_hours", "after_hours_collaboration_hours"}
    assert {(str(row.period_start.date()), str(row.period_end.date())) for row in activity.itertuples()} == {
        ("2026-03-01", "2026-03-07"), ("2026-03-08", "2026-03-14"),
    }  # fmt: skip
    people = done.tables["people"]
    assert people[["person_id", "unit", "role"]].to_numpy().tolist() == [["p1", "IT", "staff"], ["p2", "IT", "staff"]]
    assert not people.directory.any()

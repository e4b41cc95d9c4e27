"""Groups that only the practice section tells: who came first, how the programme came to people, accompanied units."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.practice.reading import ACCOMPANIED

REGULAR = "regular_share"
WITH, WITHOUT = ACCOMPANIED, "accompanied:without"
MORE_THAN_TOLD = ("taught", "involved")


def adopters(facts: Facts) -> Iterable[Planned]:
    """The first 16 % of the programme's people by month of first regular use, and the others.

    Leavers count too: were they left out, the total would tell what the few of them answered.
    """
    inside = facts.is_in("cohort", "programme") & facts.is_in("directory", True)
    rows = facts.rows[REGULAR]
    regular = rows[rows["value"] > 0].groupby("subject")["month"].min()
    if not inside.any() or not len(regular):
        return
    first = np.full(len(facts.subjects), -1, dtype=np.int64)
    first[regular.index.to_numpy()] = [month.year * 12 + month.month for month in regular]
    came = np.zeros(len(first), dtype=bool)
    came[inside] = practice.early(first[inside], practice.threshold("early_share"))
    for name, members in (("early", came), ("majority", inside & ~came)):
        if members.any():
            yield Planned(f"adopter:{name}", "adopter", "programme", (name,), members, "programme")


def _asked(facts: Facts) -> pd.DataFrame:
    """How the programme came to each subject, as they said in the last wave that asked: columns subject and came."""
    rows = facts.practice.answers
    asked = rows[rows["item"] == "pedagogy"]
    last = next((wave["wave"] for wave in reversed(facts.survey_waves) if (asked["wave"] == wave["wave"]).any()), None)
    asked = asked[asked["wave"] == last]
    return pd.DataFrame({"subject": asked["subject"], "came": practice.choice_keys("pedagogy", asked["label"])})


def learners(facts: Facts) -> Iterable[Planned]:
    """People by how the programme came to them, as they said in the last wave that asked: told, taught, involved."""
    asked, inside = _asked(facts), facts.is_in("cohort", "programme")
    for name in ("told", "taught", "involved"):
        members = np.zeros(len(inside), dtype=bool)
        members[asked.loc[asked["came"] == name, "subject"].to_numpy()] = True
        if (members & inside).any():
            yield Planned(f"learner:{name}", "learner", "programme", (name,), members & inside, "programme")


def accompanied(facts: Facts, k: int) -> Iterable[Planned]:
    """The programme's units where most were taught or involved, and those where few were: whole units on each side.

    A unit with fewer than `k` answers is on neither.
    """
    asked, inside = _asked(facts), facts.is_in("cohort", "programme")
    asked = asked[inside[asked["subject"].to_numpy(dtype=np.int64)]]
    units = facts.subjects["unit"].to_numpy()
    more = asked["came"].isin(MORE_THAN_TOLD).groupby(units[asked["subject"].to_numpy(dtype=np.int64)])
    shares = more.mean()[more.size() >= k]
    line = practice.threshold("accompanied")
    sides = {WITH: shares.index[shares >= line], WITHOUT: shares.index[shares < line]}
    if all(len(names) for names in sides.values()):
        for key, names in sides.items():
            members = inside & np.isin(units.astype(str), names.astype(str))
            yield Planned(key, "accompanied", "programme", (key.rpartition(":")[2],), members, "programme")

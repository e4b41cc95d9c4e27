"""Who works from a phone or a tablet: at the front line, that is often the only screen there is."""

from __future__ import annotations

from collections.abc import Iterator

from valuemodel.closing.findings.usage import share
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured
from valuemodel.practice import Figure


def mobile(measured: Measured | None, groups: tuple[Planned, ...]) -> Iterator[Figure]:
    """The share of people on a phone or a tablet, of those who use any device, in each group and the last month."""
    for values in measured.waves if measured else ():
        for group in groups:
            used = values.value[group.members[values.subject]]
            yield share("mobile", "mobile", group.key, values.wave.key, int(used.sum()), len(used))

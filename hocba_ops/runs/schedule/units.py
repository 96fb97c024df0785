"""Of which units a job tells: those that its commands name, else the unit of the workspace."""

import argparse
from collections.abc import Collection

from hocba_ops.runs.schedule.jobs import Job

OPTIONS = ("--unit", "--school")
"""The options of commands that name a unit."""


def units_of(job: Job | None, home: str) -> frozenset[str]:
    """The units that a job is about; of one that stands on the schedule no more nobody knows, so that it is of `home`.

    >>> sorted(units_of(Job(name="x", does=("run coverage --unit 79760401", "load"), cron="0 6 * * *"), "quan-1"))
    ['79760401', 'quan-1']
    """
    if job is None:
        return frozenset({home})
    return frozenset(unit for words in job.commands for unit in _named(words) or {home})


def _named(words: Collection[str]) -> set[str]:
    """What the options say, written in any way that the command line takes."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    for option in OPTIONS:
        parser.add_argument(option, action="append", default=[])
    try:
        found, _ = parser.parse_known_args(list(words))
    except argparse.ArgumentError:
        return set()
    return {*found.unit, *found.school}

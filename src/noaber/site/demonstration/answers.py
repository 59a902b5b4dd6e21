"""How answers come into the demonstration: one party at a time, as a secretary would record them."""

import datetime as dt
from collections.abc import Mapping

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions import api as decisions
from noaber.decisions.api import Party, Said, StageStanding, Standing


def stage_of(code: str, number: int, today: dt.date) -> StageStanding:
    """A stage of a proposal as it stands."""
    return next(stage for stage in _standing(code, today).stages if stage.number == number)


def record(code: str, key: str, said: Mapping[str, Said], now: dt.datetime, today: dt.date) -> None:
    """What a party answers, at the first stage that asks it all of this."""
    party = next(
        party
        for stage in _standing(code, today).stages
        for party in stage.parties
        if party.key == key and set(said) <= set(party.labels)
    )
    record_of(party, said, now, today)


def record_of(party: Party, said: Mapping[str, Said], now: dt.datetime, today: dt.date) -> None:
    """The same of a party that was looked up: where many answer on one day, the proposal is read once."""
    decisions.record_positions(
        party.consultation_id,
        said,
        actor=COMMAND,
        now=now,
        today=today,
        decided_on=today,
        evidence=f"Besluitenlijst van {party.name}, {long_date(today)}",
    )


def _standing(code: str, today: dt.date) -> Standing:
    found = decisions.proposal(COMMAND, code, AsOf(today))
    if found is None:
        raise LookupError(code)
    return found

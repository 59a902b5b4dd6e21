"""A saved scenario as an annex to a proposal, at the version that was chosen: its years, or every municipality.

The name holds the code and the version (`scenario.years.acht-cent.2`), so that a later version changes no proposal.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.rules.money import round_half_up
from noaber.decisions.api import Insert, InsertTable, Standing
from noaber.finance.queries.scenarios import (
    ScenarioAnswer,
    ScenarioRow,
    agreement_asked,
    newest_scenarios,
    versions_of,
    worked_out,
)
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.scenario_words import basis_notes, break_even_words, headline, rate_label, years_words
from noaber.finance.views.scenarios.parts import share_words

PREFIX: Final = "scenario"
PARTS: Final = ("years", "all")


def offered_scenarios() -> Iterator[Insert]:
    """Every scenario that stands, at its newest version."""
    for row in sorted(newest_scenarios(), key=lambda each: each.name):
        if not row.is_withdrawn:
            yield from (_insert(row, part) for part in PARTS)


def find_scenario_insert(name: str) -> Insert | None:
    """The scenario of a name at its version, also one that was changed or withdrawn since."""
    parts = name.split(".")
    if len(parts) != 4 or parts[1] not in PARTS or not parts[3].isdecimal():
        return None
    row = next((each for each in versions_of(parts[2]) if each.number == int(parts[3])), None)
    return _insert(row, parts[1]) if row else None


def _insert(row: ScenarioRow, part: str) -> Insert:
    facts = {"name": row.name, "number": row.number}
    title = {
        "years": _("Scenario “%(name)s” (versie %(number)s), per jaar"),
        "all": _("Scenario “%(name)s” (versie %(number)s), per gemeente"),
    }[part] % facts
    make = {"years": _years_table, "all": _municipality_table}[part]
    name = f"{PREFIX}.{part}.{row.code}.{row.number}"
    return Insert(name, title, partial(_compose, row, make), explain=partial(_why_none, row))


def _found(row: ScenarioRow, asof: AsOf) -> ScenarioAnswer | str:
    """The answer on the day of the proposal, or in Dutch why there is none."""
    agreement = agreement_asked(COMMAND, asof, row.question.agreement)
    if agreement is None:
        return _("De afspraak waar dit scenario naast ligt, was er op deze dag nog niet.")
    try:
        return worked_out(row.question, agreement, asof)
    except ContributionError as error:
        return _("Dit is niet uit te rekenen: %(reason)s.") % {"reason": error}


def _compose(
    row: ScenarioRow,
    make: Callable[[ScenarioRow, ScenarioAnswer], InsertTable],
    found: Standing,
    asof: AsOf,
    organisation_code: str,
) -> InsertTable | None:
    answer = _found(row, asof)
    return None if isinstance(answer, str) else make(row, answer)


def _why_none(row: ScenarioRow, found: Standing, asof: AsOf) -> str:
    answer = _found(row, asof)
    return answer if isinstance(answer, str) else ""


def _years_table(row: ScenarioRow, answer: ScenarioAnswer) -> InsertTable:
    balance = answer.outcome.balance
    return InsertTable(
        caption=_("Scenario “%(name)s”, versie %(number)s: jaar voor jaar")
        % {"name": row.name, "number": row.number},
        columns=(
            ("year", _("Jaar"), "text"),
            ("population", _("Inwoners"), "number"),
            ("raised", _("Opbrengst"), "money"),
            ("budget", _("Begroting"), "money"),
            ("difference", _("Verschil"), "money"),
            ("rate", rate_label(row.question), "text"),
        ),
        rows=tuple(
            {
                "year": str(year.year),
                "population": round_half_up(year.population),
                "raised": year.raised_cents,
                "budget": year.balance.budget_cents,
                "difference": year.balance.difference_cents,
                "rate": break_even_words(year),
            }
            for year in answer.outcome.years
        ),
        totals={
            "year": _("Samen"),
            "population": None,
            "raised": balance.raised_cents,
            "budget": balance.budget_cents,
            "difference": balance.difference_cents,
            "rate": "",
        },
        **_source_and_note(row, answer),
    )


def _municipality_table(row: ScenarioRow, answer: ScenarioAnswer) -> InsertTable:
    """What each pays in the scenario; it is asked of nobody, so no row has an amount that programs take for one."""
    outcome = answer.outcome
    return InsertTable(
        caption=_("Scenario “%(name)s”, versie %(number)s: per gemeente, %(years)s")
        % {"name": row.name, "number": row.number, "years": years_words(row.question)},
        columns=(
            ("name", _("Gemeente"), "text"),
            ("agreed", _("Afspraak"), "money"),
            ("asked", _("Scenario"), "money"),
            ("difference", _("Verschil"), "money"),
            ("share", _("In %"), "text"),
        ),
        rows=tuple(
            {
                "name": answer.roll.name_of(effect.code),
                "agreed": effect.agreed_cents,
                "asked": effect.asked_cents,
                "difference": effect.difference_cents,
                "share": share_words(effect),
            }
            for effect in sorted(outcome.effects, key=lambda each: answer.roll.name_of(each.code))
        ),
        totals={
            "name": _("Samen"),
            "agreed": outcome.agreed_cents,
            "asked": outcome.balance.raised_cents,
            "difference": outcome.balance.raised_cents - outcome.agreed_cents,
            "share": "",
        },
        **_source_and_note(row, answer),
    )


def _source_and_note(row: ScenarioRow, answer: ScenarioAnswer) -> dict[str, str]:
    *notes, source = basis_notes(answer)
    said = [headline(answer), *([row.explanation] if row.explanation else []), *notes]
    return {"source": source, "note": " ".join(said)}

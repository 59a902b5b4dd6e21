"""Who handed in priorities for a period, and who did not: n of all municipalities, with the missing named (R07)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import OrganisationRow, organisations, successions
from noaber.strategy.queries.inventory.plans import PlanRow, named, plans, sources
from noaber.strategy.queries.periods.period import PeriodRow, TitleRow, titled
from noaber.strategy.rules.inventory import FieldCount, counts

PARTNER_KINDS = ("police", "prosecution_service", "riec")


def is_asked(row: OrganisationRow) -> bool:
    """Whether an organisation is asked for its priorities: the municipalities, police, OM and RIEC."""
    return row.is_municipality or row.kind in PARTNER_KINDS


@dataclass(frozen=True, slots=True)
class GoneUp:
    """An organisation as it was last, and the one into which it went up on a day; `is_new`: that came with it."""

    row: OrganisationRow
    successor: str
    on: dt.date
    is_new: bool

    @property
    def last_day(self) -> dt.date:
        return self.on - dt.timedelta(days=1)


def gone_up(found: TitleRow | PeriodRow, asof: AsOf) -> list[GoneUp]:
    """Who went up into another since a period began, the last first."""
    first, day = found.begin(asof).valid_on, found.within(asof).valid_on
    since = [row for row in successions(known_at=asof.known_at) if first < row.effective_on <= day]
    gone = list[GoneUp]()
    for each in sorted(since, key=lambda row: row.effective_on, reverse=True):
        there = asked_organisations(replace(asof, valid_on=each.effective_on - dt.timedelta(days=1)))
        if row := there.get(each.predecessor):
            gone.append(GoneUp(row, each.successor, each.effective_on, each.successor not in there))
    return gone


def may_give(found: TitleRow | PeriodRow, asof: AsOf) -> dict[str, OrganisationRow]:
    """Who can have a plan for a period, by code: also who went up into another since it began."""
    there = asked_organisations(found.within(asof))
    return {each.row.code: each.row for each in gone_up(found, asof)} | there


def owner_of(found: TitleRow | PeriodRow, code: str, asof: AsOf) -> OrganisationRow | None:
    """One of `may_give`, by code."""
    there = asked_organisations(found.within(asof)).get(code)
    return there or next((each.row for each in gone_up(found, asof) if each.row.code == code), None)


def asked_organisations(asof: AsOf) -> dict[str, OrganisationRow]:
    """The municipalities, police, OM and RIEC of the day, by code: who is asked for priorities, and to react."""
    return {row.code: row for row in organisations(ANONYMOUS, asof) if is_asked(row)}


def counted(found: TitleRow | PeriodRow, asof: AsOf, given: Collection[str]) -> list[OrganisationRow]:
    """Who is asked for a period, as of the day of it that is nearest; the strategy rests on what they gave.

    Who gave its own (`given`) and went up into another since it began still counts, and those that went with it. A
    successor that came with the merger counts in their place from its own plan on.
    """
    asked = asked_organisations(found.within(asof))
    if set(given) <= set(asked):
        return list(asked.values())
    since = gone_up(found, asof)
    for each in since:
        if each.successor in asked and not (each.is_new and each.successor in given):
            asked[each.row.code] = each.row
    came = {each.successor for each in since if each.is_new}
    return [row for row in asked.values() if row.code not in came or row.code in given]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The municipalities of a period and the plans that they handed in; those of partners stand apart (R06)."""

    asked: tuple[OrganisationRow, ...]
    plans: dict[str, PlanRow]
    partners: tuple[OrganisationRow, ...]
    partner_plans: dict[str, PlanRow]
    sources: tuple[PlanRow, ...] = ()

    @property
    def missing(self) -> tuple[OrganisationRow, ...]:
        return tuple(row for row in self.asked if row.code not in self.plans)

    @property
    def silent(self) -> tuple[OrganisationRow, ...]:
        """Everyone who is asked and gave nothing: municipalities, then partners."""
        return (*self.missing, *(row for row in self.partners if row.code not in self.partner_plans))

    def also_named_by(self, field: str) -> tuple[str, ...]:
        """The partners, agendas and reviews that name a theme, beside the municipalities (R06)."""
        own = [
            row.name
            for row in self.partners
            if row.code in self.partner_plans and field in self.partner_plans[row.code].text.fields
        ]
        return (*own, *(row.text.title for row in self.sources if field in row.text.fields))

    @property
    def counts(self) -> tuple[FieldCount, ...]:
        """How many municipalities name each theme, in all and per district."""
        districts = {row.code: row.district_code for row in self.asked}
        return counts({code: row.text.fields for code, row in self.plans.items()}, districts)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the inventory is, without what each plan says."""

    given: int
    asked: int
    most_named: tuple[str, ...]


def standing(period: str, asof: AsOf) -> Standing:
    """n of all municipalities, and the themes by name, those that most of them name first."""
    found, given = titled(period, asof), named(asof, period=period)
    asked = counted(found, asof, {row.organisation for row in given}) if found else []
    districts = {row.code: row.district_code for row in asked if row.is_municipality}
    fields: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for row in given:
        names[row.field] = row.name
        if row.organisation in districts and row.field not in fields.setdefault(row.organisation, []):
            fields[row.organisation].append(row.field)
    most = counts(fields, districts)
    return Standing(len(fields), len(districts), tuple(names[row.field] for row in most))


def coverage(period: str, asof: AsOf, *, found: TitleRow | PeriodRow | None = None) -> Coverage:
    """Who is asked for a period (`found`, for who has it), and what each handed in."""
    found = found or titled(period, asof)
    given = {row.organisation: row for row in plans(period, asof)}
    everyone = counted(found, asof, given) if found else []
    asked = tuple(row for row in everyone if row.is_municipality)
    partners = tuple(row for row in everyone if not row.is_municipality)
    return Coverage(
        asked,
        {row.code: given[row.code] for row in asked if row.code in given},
        partners,
        {row.code: given[row.code] for row in partners if row.code in given},
        sources(period, asof),
    )

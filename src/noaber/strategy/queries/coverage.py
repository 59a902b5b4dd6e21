"""Who handed in priorities for a period, and who did not: n of all municipalities, with the missing named (R07)."""

from dataclasses import dataclass

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import OrganisationRow, municipalities, organisations
from noaber.strategy.queries.inventory import PlanRow, named, plans, sources
from noaber.strategy.queries.periods import titled
from noaber.strategy.rules.inventory import FieldCount, counts

PARTNER_KINDS = ("police", "prosecution_service", "riec")


def within(period: str, asof: AsOf) -> AsOf:
    """The day of the period that is nearest to what was asked."""
    found = titled(period, asof)
    return found.within(asof) if found else asof


def is_asked(row: OrganisationRow) -> bool:
    """Whether an organisation is asked for its priorities: the municipalities, police, OM and RIEC."""
    return row.is_municipality or row.kind in PARTNER_KINDS


@dataclass(frozen=True, slots=True)
class Coverage:
    """The municipalities of a day and the plans that they handed in; those of partners stand apart (R06)."""

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
    day = within(period, asof)
    districts = {row.code: row.district_code for row in municipalities(ANONYMOUS, day)}
    fields: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for row in named(asof, period=period):
        names[row.field] = row.name
        if row.organisation in districts and row.field not in fields.setdefault(row.organisation, []):
            fields[row.organisation].append(row.field)
    most = counts(fields, districts)
    return Standing(len(fields), len(districts), tuple(names[row.field] for row in most))


def coverage(period: str, asof: AsOf, *, day: AsOf | None = None) -> Coverage:
    """Who is asked on a day of the period (`day`, for who knows it), and what each handed in."""
    day = day or within(period, asof)
    asked = tuple(municipalities(ANONYMOUS, day))
    partners = tuple(organisations(ANONYMOUS, day, kinds=PARTNER_KINDS))
    found = {row.organisation: row for row in plans(period, asof)}
    return Coverage(
        asked,
        {row.code: found[row.code] for row in asked if row.code in found},
        partners,
        {row.code: found[row.code] for row in partners if row.code in found},
        sources(period, asof),
    )

"""What one proposal asks, in money and capacity, and the agreement behind it when that says the same.

Nothing of another proposal counts: two proposals with two agreements each ask their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import ObligationKind, PointRow, Standing, points_for
from noaber.finance.queries.agreements.agreement import agreements_of
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.asked import PointAsks, differences, is_as_agreed
from noaber.finance.rules.rate_text import plain


@dataclass(frozen=True, slots=True)
class Claim:
    """What a point asks each year. `terms`: to reckon it with; without an agreement they hold no budget."""

    label: str
    asked: PointAsks
    terms: AgreementTerms


def money_asked(found: Standing, asof: AsOf, kind: str = "") -> list[Claim]:
    """The contributions that a proposal asks, of all or of one kind of organisation."""
    return [claim for claim in _claims(found, asof, kind) if claim.asked.rate is not None]


def capacity_asked(found: Standing, asof: AsOf, kind: str) -> list[Claim]:
    """The capacity that a proposal asks of one kind of organisation."""
    return [claim for claim in _claims(found, asof, kind) if claim.asked.fte is not None]


def agreements_behind(found: Standing, asof: AsOf) -> list[AgreementTerms]:
    """The agreements that are decided upon with this proposal and ask just what it asks."""
    asked = _asks(found.points)
    decided = [row.terms for row in agreements_of(found.code, asof.known_at)]
    return [terms for terms in decided if not list(differences(terms, asked))]


def contradictions(found: Standing) -> Iterator[str]:
    """Where a proposal and the agreement that is decided upon with it say something else, in Dutch."""
    for row in agreements_of(found.code, None):
        yield from differences(row.terms, _asks(found.points))


def why_no_contributions(found: Standing, asof: AsOf) -> str:
    if not money_asked(found, asof):
        return _(
            "Geen enkel punt vraagt een bijdrage per inwoner. Vul bij een punt het tarief en de jaren in, of haal de "
            "invoeging weg."
        )
    return _("Er zijn nog geen inwonertallen bekend. Lees ze eerst in, of haal de invoeging weg.")


def why_no_budget(found: Standing, asof: AsOf) -> str:
    """Why there is no one agreement whose budget can stand in this proposal."""
    if not money_asked(found, asof):
        return why_no_contributions(found, asof)
    behind = agreements_behind(found, asof)
    if not behind and agreements_of(found.code, asof.known_at):
        return _("De afspraak over de bijdragen vraagt iets anders dan dit voorstel. Maak ze eerst gelijk.")
    if not behind:
        return _(
            "Er is geen afspraak over bijdragen waarover met dit voorstel wordt besloten. Leg haar bij Bijdragen vast "
            "en kies daar dit voorstel, of haal de invoeging weg."
        )
    if len(behind) > 1:
        return _("Bij dit voorstel horen meer afspraken over bijdragen. Laat er één over.")
    if behind[0].proposed_on > asof.valid_on:
        facts = {"title": behind[0].title, "day": long_date(behind[0].proposed_on)}
        return _("De afspraak “%(title)s” is van %(day)s, na de datum van dit voorstel.") % facts
    return why_no_contributions(found, asof)


def one_agreement(found: Standing, asof: AsOf) -> AgreementTerms | None:
    """The agreement behind a proposal on a day, when it is one and no other."""
    behind = agreements_behind(found, asof)
    return behind[0] if len(behind) == 1 and behind[0].proposed_on <= asof.valid_on else None


def _claims(found: Standing, asof: AsOf, kind: str) -> Iterator[Claim]:
    behind = agreements_behind(found, asof)
    proposed_on = (
        behind[0].proposed_on if behind else found.dated_on
    )  # one reference date for a whole proposal
    for asked in _asks(points_for(found, kind) if kind else found.points):
        agreed = next((terms for terms in behind if is_as_agreed(asked, terms)), None)
        yield Claim(asked.label, asked, replace(agreed or _of_point(found, asked), proposed_on=proposed_on))


def _of_point(found: Standing, asked: PointAsks) -> AgreementTerms:
    """The terms of a point that no agreement stands behind: of the day of its proposal, and without a budget."""
    facts = {"title": found.title, "day": long_date(found.dated_on)}
    return AgreementTerms(
        title=found.title,
        source=_("“%(title)s”, %(day)s") % facts,
        proposed_on=found.dated_on,
        rate=asked.rate or Decimal(0),
        first_year=asked.first_year,
        last_year=asked.last_year,
        fte=asked.fte or Decimal(0),
        lines=(),
        decided_by=found.code,
    )


def _asks(points: tuple[PointRow, ...]) -> list[PointAsks]:
    """The points that ask money or capacity."""
    kinds = (ObligationKind.CONTRIBUTION, ObligationKind.CAPACITY)
    return [
        PointAsks(
            point.label,
            point.terms.first_year,
            point.terms.last_year,
            plain(point.terms.rate) if point.terms.rate else None,
            plain(point.terms.fte) if point.terms.fte else None,
        )
        for point in points
        if point.terms and point.terms.kind in kinds
    ]

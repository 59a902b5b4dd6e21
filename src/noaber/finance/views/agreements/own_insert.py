"""What finance brings into the decision pack of one organisation: what this proposal asks, in money and in capacity."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.documents.tables import ColumnKind
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import InsertTable, Standing
from noaber.finance.queries.agreements.asked import Claim, capacity_asked, money_asked
from noaber.finance.queries.agreements.own_shares import OwnShare, OwnShares, own_shares
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.rules.agreements.asked import fte_in_words
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.agreements.inserts import figure_words, sources_of
from noaber.network.api import ended_organisation, organisation, successions

Asked = Sequence[tuple[Claim, OwnShares]]
Columns = tuple[tuple[str, str, ColumnKind], ...]


def own_contribution_table(found: Standing, asof: AsOf, organisation_code: str) -> InsertTable | None:
    """Per year the money that this proposal asks of this organisation; nothing of who has no inhabitants."""
    asof = _as_it_was_asked(found, asof, organisation_code)
    place = organisation(ANONYMOUS, organisation_code, asof)
    claims = money_asked(found, asof, place.kind) if place else []
    asked = [
        (claim, shares) for claim in claims if (shares := own_shares(organisation_code, claim.terms, asof))
    ]
    return _money(asked) if asked else None


def own_capacity_table(found: Standing, asof: AsOf, organisation_code: str) -> InsertTable | None:
    """Capacity has no amount: it is never added up with money (R19, R58)."""
    asof = _as_it_was_asked(found, asof, organisation_code)
    place = organisation(ANONYMOUS, organisation_code, asof)
    claims = capacity_asked(found, asof, place.kind) if place else []
    if place is None or not claims:
        return None
    has_money = own_contribution_table(found, asof, organisation_code) is not None
    has_facilities = any(claim.terms.facilities for claim in claims)
    note = _("Capaciteit wordt niet bij de bijdragen van gemeenten opgeteld.")
    return InsertTable(
        caption=_("Wat van %(name)s wordt gevraagd, %(first)s tot en met %(last)s")
        % {"name": place.name, **_years(claims)},
        columns=(
            *_point_column(claims),
            ("year", _("Jaar"), "text"),
            ("capacity", _("Capaciteit"), "text"),
            *((("facilities", _("Daarnaast"), "text"),) if has_facilities else ()),
        ),
        rows=tuple(
            {
                **_point(claim, claims),
                "year": str(year),
                "capacity": _("ten minste %(fte)s") % {"fte": fte_in_words(claim.terms.fte)},
                **({"facilities": claim.terms.facilities} if has_facilities else {}),
            }
            for claim in claims
            for year in claim.terms.years
        ),
        source="; ".join(dict.fromkeys(claim.terms.source for claim in claims)),
        note=note if has_money else f"{_('Er wordt geen geld gevraagd.')} {note}",
    )


def _as_it_was_asked(found: Standing, asof: AsOf, code: str) -> AsOf:
    """The last day before a merger since the proposal, or the last day of who stopped: that is what was asked.

    Also of a municipality that took in another, which is asked its own: so that no inhabitant counts twice.
    """
    parties = (party for stage in found.stages for party in stage.parties if party.successors)
    is_merged = any(code in (party.organisation_code, *party.successors) for party in parties)
    known = successions(code, known_at=asof.known_at) if is_merged else []
    mergers = (row.effective_on for row in known)
    merged_on = min((day for day in mergers if found.dated_on < day <= asof.valid_on), default=None)
    if merged_on:
        return AsOf(merged_on - dt.timedelta(days=1), asof.known_at)
    ended = None if organisation(ANONYMOUS, code, asof) else ended_organisation(code, asof)
    return AsOf(ended.last_day, asof.known_at) if ended else asof


def _money(asked: Asked) -> InsertTable:
    claims = [claim for claim, _shares in asked]
    rolls: dict[object, RollCall] = {
        roll.reference_on: roll for _claim, shares in asked for roll in shares.rolls
    }
    return InsertTable(
        caption=_("Bijdrage van %(name)s, %(first)s tot en met %(last)s")
        % {"name": asked[0][1].name, **_years(claims)},
        columns=(
            *_point_column(claims),
            ("year", _("Jaar"), "text"),
            ("reference_on", _("Peildatum"), "date"),
            ("population", _("Inwoners"), "number"),
            ("status", _("Cijfer"), "text"),
            ("rate", _("Tarief per inwoner"), "text"),
            ("amount", _("Bijdrage"), "money"),
        ),
        rows=tuple(
            _point(claim, claims) | _year(share, claim) for claim, shares in asked for share in shares.years
        ),
        totals={
            **dict.fromkeys((key for key, *_label in _point_column(claims)), ""),
            "year": _("Samen"),
            "reference_on": None,
            "population": None,
            "status": "",
            "rate": "",
            "amount": sum(shares.total_cents for _claim, shares in asked),
        },
        source=sources_of([claim.terms for claim in claims], rolls.values()),
        note=_note([share for _claim, shares in asked for share in shares.years]),
    )


def _years(claims: Sequence[Claim]) -> dict[str, int]:
    return {
        "first": min(claim.terms.first_year for claim in claims),
        "last": max(claim.terms.last_year for claim in claims),
    }


def _point_column(claims: Sequence[Claim]) -> Columns:
    """Which point asks it, where there are more."""
    return (("point", _("Punt"), "text"),) if len(claims) > 1 else ()


def _point(claim: Claim, claims: Sequence[Claim]) -> dict[str, str | int | None]:
    return {"point": claim.label} if len(claims) > 1 else {}


def _year(share: OwnShare, claim: Claim) -> dict[str, str | int | None]:
    return {
        "year": str(share.year),
        "reference_on": share.figure.reference_on.isoformat() if share.figure else None,
        "population": share.figure.population if share.figure else None,
        "status": figure_words(share.figure),
        "rate": rate_in_words(claim.terms.rate),
        "amount": share.contribution.amount_cents if share.contribution else None,
    }


def _note(shares: Sequence[OwnShare]) -> str:
    """Which years stand on a figure that is not theirs yet, and what can still change."""
    parts = [
        _(
            "Het voorstel noemt geen peildatum: hier telt 1 januari van het jaar zelf, zodra dat inwonertal bekend is."
        )
    ]
    borrowed = [share for share in shares if share.figure and not share.is_own_date]
    if borrowed:
        years = in_a_row(sorted({str(share.year) for share in borrowed}))
        day = long_date(borrowed[0].figure.reference_on) if borrowed[0].figure else ""
        text = _("Voor %(years)s is dat nog niet zo; daar staat het inwonertal van %(day)s.")
        parts.append(text % {"years": years, "day": day})
    if any(share.figure is None for share in shares):
        parts.append(_("Waar geen inwonertal bekend is, staat geen bedrag; dat telt niet mee."))
    parts.append(_("Per jaar afgerond op de cent, een halve cent naar boven."))
    if any(share.figure and share.figure.is_provisional for share in shares):
        parts.append(_("Voorlopige inwonertallen kunnen nog veranderen, en de bijdrage verandert dan mee."))
    return " ".join(parts)

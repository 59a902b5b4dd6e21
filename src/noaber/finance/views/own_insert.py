"""What finance brings into the decision pack of one organisation: its own contribution, in money or in capacity."""

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import InsertTable
from noaber.finance.queries.agreements import agreement_as_of
from noaber.finance.queries.own_shares import OwnShare, OwnShares, own_shares
from noaber.finance.rules.agreements import PARTNER_KINDS, AgreementTerms
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.inserts import figure_words, sources_of, years_of
from noaber.finance.views.wording import fte_words
from noaber.network.api import organisation


def own_contribution_table(asof: AsOf, organisation_code: str) -> InsertTable | None:
    """Per year what is asked of this organisation; nothing for who is no party to the agreement."""
    found = agreement_as_of(asof)
    place = organisation(ANONYMOUS, organisation_code, asof) if found else None
    if found is None or place is None:
        return None
    if place.kind in PARTNER_KINDS:
        return _capacity(place.name, found.terms)
    shares = own_shares(organisation_code, found.terms, asof)
    return _money(shares, found.terms) if shares else None


def _capacity(name: str, terms: AgreementTerms) -> InsertTable:
    """Capacity has no amount: it is never added up with money (R19, R58)."""
    return InsertTable(
        caption=_("Wat van %(name)s wordt gevraagd, %(first)s tot en met %(last)s")
        % {"name": name, **years_of(terms)},
        columns=(
            ("year", _("Jaar"), "text"),
            ("capacity", _("Capaciteit"), "text"),
            ("facilities", _("Daarnaast"), "text"),
        ),
        rows=tuple(
            {
                "year": str(year),
                "capacity": _("ten minste %(fte)s") % {"fte": fte_words(terms)},
                "facilities": terms.facilities,
            }
            for year in terms.years
        ),
        source=terms.source,
        note=_("Er wordt geen geld gevraagd. Capaciteit wordt niet bij de bijdragen van gemeenten opgeteld."),
    )


def _money(shares: OwnShares, terms: AgreementTerms) -> InsertTable:
    return InsertTable(
        caption=_("Bijdrage van %(name)s, %(first)s tot en met %(last)s")
        % {"name": shares.name, **years_of(terms)},
        columns=(
            ("year", _("Jaar"), "text"),
            ("reference_on", _("Peildatum"), "date"),
            ("population", _("Inwoners"), "number"),
            ("status", _("Cijfer"), "text"),
            ("rate", _("Tarief per inwoner"), "text"),
            ("amount", _("Bijdrage"), "money"),
        ),
        rows=tuple(_year(share, terms) for share in shares.years),
        totals={
            "year": _("Samen"),
            "reference_on": None,
            "population": None,
            "status": "",
            "rate": "",
            "amount": shares.total_cents,
        },
        source=sources_of(terms, shares.rolls),
        note=_note(shares),
    )


def _year(share: OwnShare, terms: AgreementTerms) -> dict[str, str | int | None]:
    return {
        "year": str(share.year),
        "reference_on": share.figure.reference_on.isoformat() if share.figure else None,
        "population": share.figure.population if share.figure else None,
        "status": figure_words(share.figure),
        "rate": rate_in_words(terms.rate),
        "amount": share.contribution.amount_cents if share.contribution else None,
    }


def _note(shares: OwnShares) -> str:
    """Which years stand on a figure that is not theirs yet, and what can still change."""
    parts = [
        _(
            "De memo noemt geen peildatum: hier telt 1 januari van het jaar zelf, zodra dat inwonertal bekend is."
        )
    ]
    borrowed = [share for share in shares.years if share.figure and not share.is_own_date]
    if borrowed:
        years = in_a_row(str(share.year) for share in borrowed)
        day = long_date(borrowed[0].figure.reference_on) if borrowed[0].figure else ""
        text = _(
            "Voor %(years)s is dat nog niet zo; daar staat het inwonertal van %(day)s, de peildatum van de memo."
        )
        parts.append(text % {"years": years, "day": day})
    if any(share.figure is None for share in shares.years):
        parts.append(_("Waar geen inwonertal bekend is, staat geen bedrag; dat telt niet mee."))
    parts.append(_("Per jaar afgerond op de cent, een halve cent naar boven."))
    if any(share.figure and share.figure.is_provisional for share in shares.years):
        parts.append(_("Voorlopige inwonertallen kunnen nog veranderen, en de bijdrage verandert dan mee."))
    return " ".join(parts)

"""How a change between two versions reads. `reason_words` is for every page that suggests whether it matters."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.models import ProposalVersion
from noaber.decisions.obligation_words import fte_text, rate_text
from noaber.decisions.queries.proposals.inserts import insert_called
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.rules.materiality import AskedPoint, Reason, Suggestion, Why
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.text_difference import Part
from noaber.decisions.words import kind_words
from noaber.network.api import KIND_WORDS

REASONS: Final[Mapping[Why, Promise]] = {
    Why.POINT_ADDED: gettext_lazy("Punt %(about)s is nieuw."),
    Why.POINT_REMOVED: gettext_lazy("Punt %(about)s is vervallen."),
    Why.KIND: gettext_lazy("Bij punt %(about)s wordt iets anders gevraagd."),
    Why.POINT_TEXT: gettext_lazy("De tekst van punt %(about)s is anders."),
    Why.ADDRESSEES: gettext_lazy("Punt %(about)s is voor anderen."),
    Why.FORWARDING: gettext_lazy("Punt %(about)s wordt anders doorgeleid."),
    Why.TERMS: gettext_lazy("Wat punt %(about)s per jaar vraagt, is anders."),
    Why.PARENT: gettext_lazy("Punt %(about)s valt onder een ander punt."),
    Why.ROUTE: gettext_lazy("De route is anders."),
    Why.TEXT: gettext_lazy("De toelichting is anders: %(about)s."),
    Why.ATTACHMENT: gettext_lazy("Een bijlage is anders: %(about)s."),
    Why.INSERT: gettext_lazy("Ingevoegde cijfers zijn anders: %(about)s."),
}
_PARTS: Final[Mapping[Part, tuple[Promise, Tone]]] = {
    Part.SAME: (gettext_lazy("niet gewijzigd"), "neutral"),
    Part.CHANGED: (gettext_lazy("gewijzigd"), "warning"),
    Part.ADDED: (gettext_lazy("nieuw"), "info"),
    Part.REMOVED: (gettext_lazy("vervallen"), "danger"),
}


def reason_words(reason: Reason) -> str:
    """One change in a sentence."""
    about = reason.about
    if reason.why is Why.TEXT:
        about = field_words(about)
    if reason.why is Why.INSERT:
        about = insert_words(about)
    return str(REASONS[reason.why]) % {"about": about}


def suggestion_words(found: Suggestion) -> str:
    """What the rule thinks of all changes together."""
    if not found.reasons:
        return _("Er is niets gewijzigd dat ertoe doet.")
    if found.is_material:
        return _("Deze wijziging lijkt wezenlijk: wat er wordt gevraagd of wat erbij hoort, is anders.")
    return _("Deze wijziging lijkt niet wezenlijk: wat er wordt gevraagd en wat erbij hoort, is hetzelfde.")


def part_status(part: Part) -> Status:
    words, tone = _PARTS[part]
    return Status(str(words), tone)


def field_words(name: str) -> str:
    """What a field of the text is called."""
    return str(ProposalVersion._meta.get_field(name).verbose_name) if name in TEXTS else name  # type: ignore[union-attr]


def insert_words(name: str) -> str:
    found = insert_called(name)
    return str(found.title) if found else name


def point_facts(point: AskedPoint) -> tuple[tuple[str, str], ...]:
    """What a point says beside its text, as label and value, so that two versions can be laid side by side."""
    return (
        (_("Gevraagd"), kind_words(point.kind)),
        (_("Voor wie"), _kinds(point.addressed_to) or _("iedereen")),
        (_("Doorgeleid naar"), _kinds(point.forwarded_to) or _("niemand")),
        (_("Met advies"), point.advice or _("geen")),
        (_("Valt onder"), point.parent or _("geen ander punt")),
        (_("Per jaar"), _terms(point.terms)),
        (_("Alleen als iedereen meedoet"), _("ja") if point.terms and point.terms.is_solidary else _("nee")),
    )


def _kinds(kinds: frozenset[str]) -> str:
    return in_a_row(sorted(str(KIND_WORDS.get(kind, kind)) for kind in kinds))


def _terms(terms: Terms | None) -> str:
    if terms is None:
        return _("niets")
    if terms.kind is ObligationKind.CONTRIBUTION:
        return _("%(rate)s per inwoner, %(years)s") % {
            "rate": rate_text(terms.rate),
            "years": _years(terms),
        }
    if terms.kind is ObligationKind.CAPACITY:
        return _("%(fte)s fte, %(years)s") % {"fte": fte_text(terms.fte), "years": _years(terms)}
    return _("evaluatie, %(years)s") % {"years": _years(terms)}


def _years(terms: Terms) -> str:
    if terms.first_year == terms.last_year:
        return str(terms.first_year)
    return _("%(first)s tot en met %(last)s") % {"first": terms.first_year, "last": terms.last_year}

"""How obligations and continuation read."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import EURO
from noaber.decisions.models.obligations import BudgetEntry, EvaluationEntry, ObligationTerms
from noaber.decisions.models.routes import Organ
from noaber.decisions.queries.obligations.continuation import Continuation, Partner
from noaber.decisions.queries.obligations.obligation import ObligationRow
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.decisions.words import counted_words

SHOWN_BY_NAME: Final = 5
STATES: Mapping[ObligationState, Promise] = {
    ObligationState.NOT_EXPECTED: gettext_lazy("nog niet aan de orde"),
    ObligationState.EXPECTED: gettext_lazy("verwacht"),
    ObligationState.DECLINED: gettext_lazy("afgewezen"),
    ObligationState.BINDING: gettext_lazy("besloten"),
    ObligationState.IN_BUDGET: gettext_lazy("in de begroting"),
    ObligationState.EVALUATED: gettext_lazy("evaluatie vastgesteld"),
}
TONES: Mapping[ObligationState, Tone] = {
    ObligationState.NOT_EXPECTED: "neutral",
    ObligationState.EXPECTED: "neutral",
    ObligationState.DECLINED: "danger",
    ObligationState.BINDING: "current",
    ObligationState.IN_BUDGET: "ok",
    ObligationState.EVALUATED: "ok",
}
# On a tile: colour never speaks alone.
SHORT: Mapping[ObligationState, Promise | str] = {
    ObligationState.NOT_EXPECTED: "–",
    ObligationState.EXPECTED: gettext_lazy("wacht"),
    ObligationState.DECLINED: gettext_lazy("nee"),
    ObligationState.BINDING: gettext_lazy("ja"),
    ObligationState.IN_BUDGET: gettext_lazy("begr."),
    ObligationState.EVALUATED: gettext_lazy("klaar"),
}


def state_status(row: ObligationRow) -> Status:
    """How far it is. What was taken out of a budget again is said; an evaluation is in no budget."""
    if row.is_put_back:
        return Status(_("besloten, uit de begroting gehaald"), "danger")
    if row.kind is ObligationKind.EVALUATION and row.state is ObligationState.BINDING:
        return Status(_("besloten, nog niet vastgesteld"), "current")
    return Status(str(STATES[row.state]), TONES[row.state])


def proof_status(*, is_missing: bool) -> Status:
    """Whether it is known where a decision can be read."""
    return Status(_("bewijs ontbreekt"), "warning") if is_missing else Status(_("aanwezig"), "ok")


def kind_words(kind: ObligationKind) -> str:
    return str(ObligationTerms.Kind(kind.value).label)


def rate_text(rate: Decimal | None) -> str:
    """Euros per inhabitant with every decimal that says something, and at least the cents: "€ 0,07", "€ 0,0712"."""
    return EURO + _exact(rate, 2) if rate is not None else ""


def fte_text(fte: Decimal | None) -> str:
    """Capacity with every decimal that says something, and at least one: "0,5", "0,25"."""
    return _exact(fte, 1) if fte is not None else ""


def _exact(number: Decimal, fewest: int) -> str:
    exact = number.normalize()
    return format_number(exact, max(fewest, -int(exact.as_tuple().exponent)))


def asked_words(rate: Decimal | None, fte: Decimal | None) -> str:
    """What is asked in a year, never an amount: "7 cent per inwoner", "0,5 fte"."""
    if rate is not None:
        cents = (rate * 100).normalize()
        decimals = max(0, -int(cents.as_tuple().exponent))
        return _("%(cents)s cent per inwoner") % {"cents": format_number(cents, decimals)}
    if fte is not None:
        shown = fte.normalize()
        return _("%(fte)s fte") % {"fte": format_number(shown, max(0, -int(shown.as_tuple().exponent)))}
    return ""


def organ_words(organ: str) -> str:
    return str(Organ(organ).label) if organ else ""


def kept_years_words(years: Iterable[int]) -> str:
    """ "2020 tot en met 2022 blijven staan", or "2020 blijft staan"."""
    first, *others = sorted(years)
    if not others:
        return _("%(year)s blijft staan") % {"year": first}
    return _("%(first)s tot en met %(last)s blijven staan") % {"first": first, "last": others[-1]}


def form_words(form: str) -> str:
    return str(BudgetEntry.Form(form).label)


def evaluation_words(form: str) -> str:
    return str(EvaluationEntry.Form(form).label)


def count_words(counts: Mapping[ObligationState, int]) -> str:
    """The classes exclude each other and add up: "3 besloten, 73 in de begroting = 76"."""
    shown = ", ".join(f"{format_number(count)} {STATES[state]}" for state, count in counts.items() if count)
    return _("%(parts)s = %(total)s") % {"parts": shown or "0", "total": format_number(sum(counts.values()))}


def capacity_words(rows: Sequence[ObligationRow]) -> str:
    """What was promised of the capacity that is asked: "1,0 van 1,5 fte toegezegd"; empty where none is asked."""
    asked = sum((row.fte for row in rows if row.fte is not None), Decimal(0))
    promised = sum((row.promised_fte for row in rows if row.promised_fte is not None), Decimal(0))
    text = _("%(promised)s van %(asked)s fte toegezegd")
    return text % {"promised": fte_text(promised), "asked": fte_text(asked)} if asked else ""


def taking_part_words(found: Continuation) -> str:
    """ "61 van 79 organisaties doen mee." """
    text = counted_words(
        len(found.agreed),
        found.asked,
        _("%(agreed)s van %(asked)s organisatie doet mee."),
        _("%(agreed)s van %(asked)s organisaties doet mee."),
        _("%(agreed)s van %(asked)s organisaties doen mee."),
    )
    return text % {"agreed": len(found.agreed), "asked": found.asked}


def former_decision_words(found: Continuation) -> str:
    """That it was decided to go on, and why that holds no more; empty when it holds or never was."""
    if not found.decision or not found.dropped:
        return ""
    text = _(
        "Het besluit van %(day)s om door te gaan geldt niet meer: het ging niet over %(names)s. "
        "De begeleidingsgroep kan opnieuw besluiten."
    )
    facts = {"day": long_date(found.decision.decided_on), "names": shortened(found.dropped)}
    return text % facts


def shortened(partners: Sequence[Partner]) -> str:
    """The first few by name, and how many more there are."""
    names = [each.name for each in partners[:SHOWN_BY_NAME]]
    left = len(partners) - len(names)
    return in_a_row([*names, *([_("%(count)s andere") % {"count": left}] if left else [])])


def continuation_status(found: Continuation) -> Status:
    words: dict[ContinuationState, tuple[str, Tone]] = {
        ContinuationState.CONTINUES: (_("gaat door"), "ok"),
        ContinuationState.NOT_YET: (_("nog niet zeker"), "warning"),
        ContinuationState.BY_DECISION: (_("gaat door op besluit van de begeleidingsgroep"), "warning"),
    }
    return Status(*words[found.state])

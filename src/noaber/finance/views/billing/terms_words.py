"""How a year is billed, in words: for who keeps the books and for who pays."""

from django.utils.translation import gettext as _

from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.rules.dutch import long_date
from noaber.finance.models import ROUNDINGS, VAT_TREATMENTS
from noaber.finance.rules.billing.terms import Rounding, YearRules
from noaber.finance.rules.rate_text import rate_in_words


def terms_facts(rules: YearRules) -> DefinitionList:
    """How a year is billed, for its page and for that of each run."""
    vat = rules.vat
    items = (
        Definition(_("Peildatum"), long_date(rules.reference_on)),
        *_rate_fact(rules),
        Definition(_("Afronding"), str(ROUNDINGS[rules.rounding])),
        Definition(_("Btw"), _vat_words(rules), note=vat.reason),
        Definition(_("Betaaltermijn"), _("%(days)s dagen") % {"days": rules.payment_days}),
        Definition(_("Waarom zo"), rules.motive),
    )
    return DefinitionList(items)


def rate_words(rules: YearRules) -> str:
    """In a cell of a table."""
    if rules.rounding is Rounding.FIXED_SUM:
        return _("vast bedrag, verdeeld")
    return rate_in_words(rules.rate)


def _rate_fact(rules: YearRules) -> tuple[Definition, ...]:
    """A fixed sum is divided: no rate is asked then."""
    if rules.rounding is Rounding.FIXED_SUM:
        return ()
    return (Definition(_("Tarief"), _("%(rate)s per inwoner") % {"rate": rate_in_words(rules.rate)}),)


def _vat_words(rules: YearRules) -> str:
    vat = rules.vat
    return f"{VAT_TREATMENTS[vat.treatment]}" + (f", {vat.rate}%".replace(".", ",") if vat.rate else "")


def terms_line(rules: YearRules) -> str:
    """The same in one line, for under a table."""
    facts = [item.value for item in _rate_fact(rules)]
    facts += [str(ROUNDINGS[rules.rounding]), _vat_words(rules)]
    said = {
        "year": rules.year,
        "date": long_date(rules.reference_on),
        "facts": ", ".join(facts),
        "days": rules.payment_days,
        "motive": rules.motive,
    }
    return (
        _("%(year)s: peildatum %(date)s, %(facts)s, te betalen binnen %(days)s dagen. Waarom zo: %(motive)s")
        % said
    )

"""How firm a choice is, in words: over which range of each weight it stays the same, and who overtakes whom beyond."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import format_number, in_a_row
from noaber.strategy.rules.sensitivity import DecidingScore, Pair, Sensitivity, WeightRange


@dataclass(frozen=True, slots=True)
class Names:
    """What criteria and themes are called, by code."""

    criteria: Mapping[str, str]
    options: Mapping[str, str]

    def equal(self, pairs: Sequence[Pair]) -> str:
        """ "Verkeer gelijk met Jeugd", for each pair."""
        text = _("%(one)s gelijk met %(other)s")
        named = (text % {"one": self.options[one], "other": self.options[other]} for one, other in pairs)
        return in_a_row(named)

    def then(self, row: DecidingScore, inside: Collection[str]) -> str:
        """What happens when a deciding score becomes what would change the top."""
        facts = {"one": self.options[row.option], "other": self.options[row.rival]}
        if row.is_tie:
            return _("%(one)s staat gelijk met %(other)s") % facts
        falls = _("%(other)s komt boven %(one)s")
        return (falls if row.option in inside else _("%(one)s komt boven %(other)s")) % facts


def decimals(number: Fraction, places: int = 2) -> str:
    """A fraction on the screen, rounded half up."""
    return format_number(Decimal(number.numerator) / Decimal(number.denominator), places)


def percents(part: Fraction) -> str:
    """A part of the whole on the screen, with no more decimals than it needs.

    >>> percents(Fraction(3, 20)), percents(Fraction(5, 18))
    ('15\\xa0%', '27,8\\xa0%')
    """
    return f"{decimals(part * 100, 1).removesuffix(',0')}\u00a0%"


def firmness(row: Sensitivity, names: Names) -> str:
    """Over which range of one weight the first themes stay the same."""
    name = names.criteria[row.criterion]
    if not row.can_move:
        return _("‘%(name)s’ weegt voor alles; er valt niets te verschuiven.") % {"name": name}
    if row.range is None:
        return _("Bij geen enkel gewicht van ‘%(name)s’ staan deze thema’s bovenaan.") % {"name": name}
    if row.range.is_everywhere:
        return _("Blijft gelijk, hoe zwaar ‘%(name)s’ ook weegt.") % {"name": name}
    said = _("Blijft gelijk zolang ‘%(name)s’ %(between)s weegt") % {
        "name": name,
        "between": between(row.range),
    }
    return f"{'; '.join([said, *_ends(row.range, names)])}."


def between(found: WeightRange) -> str:
    """ "tussen 3 % en 41 %"; an end that is as far as a weight can go is not one."""
    low, high = percents(found.low), percents(found.high)
    if found.low == found.high:
        return _("precies %(low)s") % {"low": low}
    if found.low == 0 and found.high == 1:
        return _("tussen 0 % en 100 %")
    if found.low == 0:
        return _("ten hoogste %(high)s") % {"high": high}
    if found.high == 1:
        return _("ten minste %(low)s") % {"low": low}
    return _("tussen %(low)s en %(high)s") % {"low": low, "high": high}


def _ends(found: WeightRange, names: Names) -> Iterator[str]:
    at = _("bij %(weight)s staat %(equal)s")
    if found.ties_at_low:
        yield at % {"weight": percents(found.low), "equal": names.equal(found.ties_at_low)}
    if found.ties_at_high and found.low != found.high:
        yield at % {"weight": percents(found.high), "equal": names.equal(found.ties_at_high)}
    if found.ties:
        yield _("hoe zwaar het ook weegt staat %(equal)s") % {"equal": names.equal(found.ties)}


def would_make_it(rows: Sequence[Sensitivity], names: Names) -> tuple[str, ...]:
    """Which weight, if it alone were another, would put what was chosen on top."""
    text = _(
        "Als alleen ‘%(name)s’ anders woog, %(between)s in plaats van %(weight)s, stond deze keuze bovenaan."
    )
    return tuple(
        text
        % {
            "name": names.criteria[row.criterion],
            "between": between(row.range),
            "weight": percents(row.weight),
        }
        for row in rows
        if row.would_make_it and row.range
    )

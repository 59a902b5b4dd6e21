"""How firm a choice is, in words: over which range of each weight it stays the same, and who overtakes whom beyond."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.rules.dutch import format_number, in_a_row
from noaber.strategy.rules.selection.ranking import TopSet
from noaber.strategy.rules.selection.ranking import percents as exact
from noaber.strategy.rules.selection.sensitivity import DecidingScore, Pair, Sensitivity, WeightRange


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
    """A part of the whole on the screen, as it is: a weight has no more than two decimals.

    >>> percents(Fraction(3, 20)), percents(Fraction(251, 2000))
    ('15\\xa0%', '12,55\\xa0%')
    """
    return f"{exact(part)}\u00a0%"


def nearly(part: Fraction) -> str:
    """As `percents`, and where that takes more than two decimals rounded and said to be."""
    if (part * 10_000).denominator == 1:
        return percents(part)
    return _("ongeveer %(part)s") % {"part": f"{decimals(part * 100, 1).removesuffix(',0')}\u00a0%"}


def bounds(found: WeightRange, weight: Fraction | None = None) -> tuple[str, str]:
    """Both ends, rounded inward: nothing is said to stay the same outside the range.

    With as many decimals as it takes to keep them apart, and the `weight` of now between them when it is.
    """
    held = weight if weight is not None and found.holds(weight) else None
    places = 1
    while True:
        step = Fraction(1, 100 * 10**places)
        low, high = ceil(found.low / step) * step, floor(found.high / step) * step
        if low < high and (held is None or low <= held <= high):
            return percents(low), percents(high)
        places += 1


def firmness(row: Sensitivity, names: Names) -> str:
    """Over which range of one weight the first themes stay the same."""
    name = names.criteria[row.criterion]
    if not row.can_move:
        return _("‘%(name)s’ weegt voor alles; er valt niets te verschuiven.") % {"name": name}
    if row.range is None:
        return _("Bij geen enkel gewicht van ‘%(name)s’ staat deze keuze bovenaan.") % {"name": name}
    if row.range.is_everywhere:
        return _("Blijft gelijk, hoe zwaar ‘%(name)s’ ook weegt.") % {"name": name}
    said = _("Blijft gelijk zolang ‘%(name)s’ %(between)s weegt") % {
        "name": name,
        "between": between(row.range, row.weight),
    }
    return f"{'; '.join([said, *_ends(row.range, names)])}."


def between(found: WeightRange, weight: Fraction | None = None) -> str:
    """ "tussen 3 % en 41 %"; an end that is as far as a weight can go is not one."""
    if found.low == found.high:
        at = percents(found.low) if nearly(found.low) == percents(found.low) else str(found.low)
        return _("precies %(at)s") % {"at": at} + (f" ({nearly(found.low)})" if "/" in at else "")
    low, high = bounds(found, weight)
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
        yield at % {"weight": nearly(found.low), "equal": names.equal(found.ties_at_low)}
    if found.ties_at_high and found.low != found.high:
        yield at % {"weight": nearly(found.high), "equal": names.equal(found.ties_at_high)}
    if found.ties:
        yield _("hoe zwaar het ook weegt staat %(equal)s") % {"equal": names.equal(found.ties)}


def of_choice(row: Sensitivity, names: Names) -> str:
    """At which other weights of one criterion alone what was chosen would stand on top, or share its last place."""
    if not row.would_make_it or row.range is None:
        return firmness(row, names)
    text = _(
        "Als alleen ‘%(name)s’ anders woog, %(between)s in plaats van %(weight)s, stond deze keuze bovenaan"
    )
    if row.range.is_by_tie:
        text = _(
            "Als alleen ‘%(name)s’ anders woog, %(between)s in plaats van %(weight)s, deelde deze keuze de laatste "
            "plaats met %(others)s"
        )
    facts = {
        "others": in_a_row(names.options[code] for code in row.range.tied_with),
        "name": names.criteria[row.criterion],
        "between": f"{between(row.range)}{_as_fractions(row.range)}",
        "weight": percents(row.weight),
    }
    return f"{'; '.join([text % facts, *_ends(row.range, names)])}."


def _as_fractions(found: WeightRange) -> str:
    """The ends exactly, where the screen rounds one of them."""
    ends = (found.low, found.high)
    if found.low == found.high or all(nearly(end) == percents(end) for end in ends):
        return ""
    return _(" (precies van %(low)s tot en met %(high)s)") % {"low": found.low, "high": found.high}


def would_make_it(rows: Sequence[Sensitivity], names: Names) -> tuple[str, ...]:
    """Which weight, if it alone were another, would put what was chosen on top; that there is none, when so.

    Where it only shares the last place, it is not on top: that is told after it.
    """
    moved = [(each, each.range) for each in rows if each.would_make_it and each.range]
    found = [of_choice(each, names) for each, reach in moved if not reach.is_by_tie]
    shared = [of_choice(each, names) for each, reach in moved if reach.is_by_tie]
    none = _("Geen enkel gewicht zet, als het in zijn eentje verandert, deze keuze bovenaan.")
    return (*(found or [none]), *shared)


TIE_RULE: Final = gettext_lazy(
    "Wie evenveel punten heeft, deelt de plaats en staat op volgorde van kenmerk. Staan er te veel gelijk om de "
    "laatste plaatsen, dan staat bovenaan wie daarvan is gekozen; past de keuze daar niet bij of is zij er niet, "
    "dan wie naar kenmerk eerder komt."
)


def ties(top: TopSet, names: Names) -> str:
    """Who share the last places, where there are too few, and how that is broken."""
    if top.is_decided:
        return ""
    text = _("%(names)s staan gelijk; voor hen samen is nog plaats voor %(count)s.")
    tied = in_a_row(sorted(names.options[code] for code in top.tied))
    return f"{text % {'names': tied, 'count': top.places_left}} {TIE_RULE}"

"""How a sentence about several kinds of offence says which: all of them, those that could be compared, or those chosen.

"Geen soort" is every kind there is; of a choice, or where one could not be looked at, it would say more than is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from noaber.core.rules.dutch import format_number


@dataclass(frozen=True, slots=True)
class KindsSaid:
    """`kinds` are looked at, and `compared` of them could be; `is_chosen`: a reader chose these from all there are."""

    kinds: int
    compared: int
    is_chosen: bool = False

    def none(self, before: str, verb: str, rest: str) -> str:
        """That it holds of none of those that could be compared, and how many could not.

        >>> KindsSaid(12, 12).none("", "veranderde", "meer.")
        'Geen soort veranderde meer.'
        >>> KindsSaid(12, 11).none("bij ", "ligt het", "hoger.")
        'Bij geen van de 11 soorten die konden worden vergeleken, ligt het hoger. Eén soort kon niet worden vergeleken.'
        >>> KindsSaid(3, 1).none("", "veranderde", "meer.")
        'De ene soort die kon worden vergeleken, veranderde niet meer. 2 soorten konden niet worden vergeleken.'
        >>> KindsSaid(3, 3, True).none("", "veranderde", "meer."), KindsSaid(1, 1, True).none("", "veranderde", "meer.")
        ('Geen van de soorten die u koos, veranderde meer.', 'De soort die u koos, veranderde niet meer.')
        >>> KindsSaid(5, 3, True).none("", "veranderde", "meer.").partition(". ")[0]
        'Geen van de 3 soorten die u koos en die konden worden vergeleken, veranderde meer'
        """
        negation = "niet " if self.compared == 1 and (self.is_chosen or self._left) else ""
        said = f"{before}{self._nobody()} {verb} {negation}{rest}{self._not_compared()}"
        return f"{said[0].upper()}{said[1:]}"

    @property
    def _left(self) -> int:
        return self.kinds - self.compared

    def _nobody(self) -> str:
        if not self._left and not self.is_chosen:
            return "geen soort"
        is_one = self.compared == 1
        which = ["die u koos"] if self.is_chosen else []
        which += [f"die {'kon' if is_one else 'konden'} worden vergeleken"] if self._left else []
        if is_one:
            return f"de {'ene ' if self._left else ''}soort {' en '.join(which)},"
        count = f"{format_number(self.compared)} " if self._left else ""
        return f"geen van de {count}soorten {' en '.join(which)},"

    def _not_compared(self) -> str:
        if not self._left:
            return ""
        left = "Eén soort kon" if self._left == 1 else f"{format_number(self._left)} soorten konden"
        return f" {left} niet worden vergeleken."

    def others(self) -> str:
        """After some of those compared were named: the rest of them, `compared` in number.

        >>> KindsSaid(11, 11).others(), KindsSaid(1, 1).others(), KindsSaid(12, 10).others()
        ('de andere 11 soorten', 'één andere soort', '10 andere soorten')
        >>> KindsSaid(2, 2, True).others(), KindsSaid(1, 1, True).others()
        ('de andere 2 soorten die u koos,', 'één andere soort die u koos,')
        """
        chosen = " die u koos," if self.is_chosen else ""
        if self.compared == 1:
            return f"één andere soort{chosen}"
        count = format_number(self.compared)
        return f"{count} andere soorten{chosen}" if self._left else f"de andere {count} soorten{chosen}"


def every_kind(titles: Sequence[str], kinds: int, *, is_chosen: bool) -> Sequence[str]:
    """The names of some of the `kinds` that are looked at, to say in a row; no names where it is all of them.

    >>> every_kind(["Fietsen", "Overval"], 2, is_chosen=False), every_kind(["Fietsen", "Overval"], 2, is_chosen=True)
    (['alle soorten'], ['alle soorten die u koos'])
    >>> every_kind(["Fietsen"], 2, is_chosen=False), every_kind(["Fietsen"], 1, is_chosen=True)
    (['Fietsen'], ['Fietsen'])
    """
    if len(titles) < kinds or kinds == 1:
        return titles
    return ["alle soorten die u koos" if is_chosen else "alle soorten"]


def chosen_kinds(kinds: int) -> str:
    """
    >>> chosen_kinds(1), chosen_kinds(2)
    ('de soort die u koos', 'de soorten die u koos')
    """
    return f"de {'soort' if kinds == 1 else 'soorten'} die u koos"

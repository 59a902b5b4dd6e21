"""Which points of a proposal are about the themes of a strategy: who agrees with those, consents to them (R09, R14).

One proposal asks more at once: money, an evaluation, to take note of a review. What is answered to that, changes
nothing of the consent to the themes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from noaber.strategy.rules.consulting.wording import Weighed, is_about_themes, themes_named


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """A point as it reads. `is_for_consent`: who is in favour agrees with it, not only took note of it; `is_yearly`: it
    asks something of its addressees each year, such as money."""

    label: str
    text: str
    is_for_consent: bool = True
    is_yearly: bool = False


def about_themes(points: Iterable[AskedPoint], themes: Sequence[Weighed]) -> frozenset[str]:
    """The labels of the points on which consent to the themes rests.

    A point that names a theme is about it, whatever more it asks. What asks something of each year is about that, also
    where it says for which strategy.

    >>> themes = [Weighed("v", ("Verkeer",), is_chosen=True), Weighed("j", ("Jeugd",), is_chosen=False)]
    >>> points = [
    ...     AskedPoint("1", "De Strategie 2019-2022 vaststellen, met Verkeer."),
    ...     AskedPoint("2", "Kennisnemen van de evaluatie van het thema verkeer.", is_for_consent=False),
    ...     AskedPoint("3", "Instemmen met de punten 3a en 3b."),
    ...     AskedPoint("3a", "Iedere gemeente betaalt 7 cent voor de strategie.", is_yearly=True),
    ...     AskedPoint("3b", "Elke partner stelt een halve fte beschikbaar voor Verkeer.", is_yearly=True),
    ...     AskedPoint("4", "De keuze geldt tot en met 2020."),
    ... ]
    >>> sorted(about_themes(points, themes))
    ['1', '3b', '4']
    """
    return frozenset(each.label for each in points if each.is_for_consent and _is_about(each, themes))


def _is_about(point: AskedPoint, themes: Sequence[Weighed]) -> bool:
    if themes_named(point.text, themes):
        return True
    return not point.is_yearly and is_about_themes(point.text, themes)

"""Which theme of the network a chosen theme is: found when it was chosen, and kept whatever that is called since."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from noaber.strategy.rules.themes.names import all_names, folded


@dataclass(frozen=True, slots=True)
class Option:
    """A theme of a round. `field`: its line of the taxonomy, empty where another one has the same."""

    code: str
    name: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What was said of a theme of the network: from which day, and from when that was known."""

    code: str
    name: str
    field: str
    valid_from: dt.date
    valid_until: dt.date | None
    known_from: dt.datetime
    known_until: dt.datetime | None = None

    def away(self, day: dt.date) -> tuple[int, int]:
        """How far from a day: on it, then after it, then before it."""
        if self.valid_from > day:
            return 1, (self.valid_from - day).days
        if self.valid_until is not None and self.valid_until <= day:
            return 2, (day - self.valid_until).days
        return 0, 0


Alike = Callable[[Option, Words], bool]


def ties(
    options: Sequence[Option],
    said: Iterable[Words],
    *,
    opened_at: dt.datetime,
    day: dt.date,
    there: Collection[str],
) -> dict[str, str]:
    """By the code of a theme of a round that of the network's theme; those that have none are left out.

    It is the first that was like it: by its name, its code, or the field with which it began, as all of it was known
    when the round was opened and held on `day`, or later. Another name or field since changes nothing, and no theme is
    two of a round. Only what was not `there` in the period of the strategy makes place for a theme that was.

    >>> moment, day = dt.datetime(2019, 1, 2), dt.date(2019, 1, 22)
    >>> def words(code, name, field="", known=1, since=dt.date(2019, 1, 1), until=None):
    ...     return Words(code, name, field, since, until, dt.datetime(2019, known, 1))
    >>> options = [Option("zorg", "Zorg en veiligheid", "X.2"), Option("jeugd", "Jeugd", "3.1")]
    >>> said = [words("welzijn", "Welzijn", "X.2"), words("welzijn", "Weerbaarheid", "3.1", known=5)]
    >>> ties(options, said, opened_at=moment, day=day, there={"welzijn"})
    {'zorg': 'welzijn'}
    >>> said.append(words("jongeren", "Jongeren", "3.1", known=6, since=dt.date(2019, 6, 1)))
    >>> ties(options, said, opened_at=moment, day=day, there={"welzijn", "jongeren"})
    {'zorg': 'welzijn', 'jeugd': 'jongeren'}
    >>> said.append(words("zorgzaam", "Zorgzaam", "X.2", known=7))
    >>> ties(options, said, opened_at=moment, day=day, there={"zorgzaam", "jongeren"})
    {'zorg': 'zorgzaam', 'jeugd': 'jongeren'}
    """
    known = [each for each in said if each.known_until is None or each.known_until > opened_at]
    order = sorted(known, key=lambda each: (max(each.known_from, opened_at), each.away(day), each.code))
    first = {each.code: each for each in reversed(order)}
    strengths = _strengths(set(first.values()))
    found: dict[str, str] = {}
    for moment in dict.fromkeys(max(each.known_from, opened_at) for each in order):
        then = [each for each in order if max(each.known_from, opened_at) == moment]
        for alike in strengths:
            for away in dict.fromkeys(each.away(day) for each in then):
                _tie(found, options, [each for each in then if each.away(day) == away], alike)
    present = [each for each in order if each.code in there]
    for option, code in list(found.items()):
        if code not in there:
            _replace(found, option, options, present, strengths)
    return {each.code: found[each.code] for each in options if each.code in found}


def _strengths(first: Collection[Words]) -> tuple[Alike, ...]:
    """The ways to be alike, the best first; a field counts only in the words with which a theme began."""
    return (
        lambda option, words: folded(words.name) in {folded(name) for name in all_names(option.name)},
        lambda option, words: words.code == option.code,
        lambda option, words: bool(option.field) and words.field == option.field and words in first,
    )


def _tie(found: dict[str, str], options: Sequence[Option], said: Sequence[Words], alike: Alike) -> None:
    """Those that are alike and still free; two that are both like it say nothing."""
    for option in options:
        if option.code not in found:
            codes = {each.code for each in said if alike(option, each)} - set(found.values())
            if len(codes) == 1:
                found[option.code] = codes.pop()


def _replace(
    found: dict[str, str],
    option: str,
    options: Sequence[Option],
    said: Sequence[Words],
    strengths: Iterable[Alike],
) -> None:
    """By what is there under its name, code or field; else what ended stays."""
    ended = found.pop(option)
    wanted = [each for each in options if each.code == option]
    for alike in strengths:
        _tie(found, wanted, said, alike)
    found.setdefault(option, ended)


def options_of(rows: Sequence[tuple[str, str, str]]) -> Iterator[Option]:
    """From code, name and field of the themes of a round: a field that two of them share, says nothing.

    >>> [each.field for each in options_of([("a", "A", "5.2"), ("b", "B", "5.2"), ("c", "C", "X.1")])]
    ['', '', 'X.1']
    """
    times = Counter(field for _code, _name, field in rows)
    for code, name, field in rows:
        yield Option(code, name, field if times[field] == 1 else "")


def now_called(chosen_as: str, name: str) -> str:
    """A theme by the name under which it was chosen, with the one that the network has for it where that is another.

    >>> now_called("Ondermijning", "Weerbaarheid"), now_called("Jeugd", "jeugd"), now_called("Verkeer", "")
    ('Ondermijning (nu: Weerbaarheid)', 'Jeugd', 'Verkeer')
    """
    own = {folded(each) for each in all_names(chosen_as)}
    return f"{chosen_as} (nu: {name})" if name and folded(name) not in own else chosen_as


def called(name: str, chosen_as: str) -> str:
    """A theme by its name, with the one under which it was chosen where that is another one.

    >>> called("Weerbaarheid", "Ondermijning")
    'Weerbaarheid (gekozen als: Ondermijning)'
    >>> called("Kwetsbare personen", "Kwetsbare  personen (eerder: verwarde personen)"), called("Jeugd", "")
    ('Kwetsbare personen', 'Jeugd')
    """
    own = all_names(chosen_as)[0] if chosen_as else ""
    return f"{name} (gekozen als: {own})" if own and folded(own) != folded(name) else name

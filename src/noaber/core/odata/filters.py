"""Filter expressions of OData v3, kept small.

``eq`` compares with the padding, so a key is padded to the width of its column before it is asked for
(``RegioS eq 'NL01  '``). The service runs behind a limit on the length of an address and is reported
unreliable on long questions, so a long choice of keys is split over several questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

LONGEST_FILTER = 1_200

PaddedFilter = Mapping[str, Sequence[str]]


def padded(key: str, width: int) -> str:
    """The key as the column holds it.

    >>> padded("1.1.1", 6)
    '1.1.1 '
    """
    return key.ljust(width)


def literal(text: str) -> str:
    """A text in an expression; quotes are doubled (OData v3 URI conventions).

    >>> literal("'s-Gravenhage")
    "'''s-Gravenhage'"
    """
    return "'" + text.replace("'", "''") + "'"


def any_of(column: str, keys: Sequence[str]) -> str:
    """One of the keys; the service has no ``in``.

    >>> any_of("Perioden", ["2019JJ00", "2020JJ00"])
    "(Perioden eq '2019JJ00' or Perioden eq '2020JJ00')"
    """
    choices = " or ".join(f"{column} eq {literal(key)}" for key in keys)
    return f"({choices})" if len(keys) > 1 else choices


def expression(wanted: PaddedFilter) -> str:
    """All columns must hold one of their keys.

    >>> expression({"RegioS": ["NL01  "], "Geslacht": ["T001038"]})
    "RegioS eq 'NL01  ' and Geslacht eq 'T001038'"
    """
    return " and ".join(any_of(column, keys) for column, keys in wanted.items())


def split(wanted: PaddedFilter, longest: int = LONGEST_FILTER) -> Iterator[str]:
    """The expressions that together ask for ``wanted``, each at most ``longest`` characters when possible.

    The column with the most keys is halved until the expression fits; no row is asked for twice.

    >>> list(split({"A": ["1", "2", "3"]}, longest=24))
    ["(A eq '1' or A eq '2')", "A eq '3'"]
    """
    whole = expression(wanted)
    longest_column = max(wanted, key=lambda column: len(wanted[column]), default="")
    keys = wanted.get(longest_column, ())
    if len(whole) <= longest or len(keys) <= 1:
        yield whole
        return
    middle = (len(keys) + 1) // 2
    for part in (keys[:middle], keys[middle:]):
        yield from split({**wanted, longest_column: part}, longest)

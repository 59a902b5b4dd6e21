"""Under which field of the Kernbeleid Veiligheid (VNG) a kind of offence belongs, so that a reader can choose by field.

The fields and their themes are those of the VNG (`network.api.safety_fields`). Neither the VNG nor the police place the
codes of offences in them: which code goes where is Noaber's own judgement, and the page where one chooses says so.
Field 3, youth, has none, as no code says how old a suspect was.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

SOURCE: Final = (
    "De velden zijn die van het Kernbeleid Veiligheid van de VNG. Welke soort misdrijf bij welk veld hoort, is een "
    "eigen inschatting van Noaber."
)
THEMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "1.1": ("2.1.1", "2.4.1"),
        "1.2": ("2.2.1", "2.7.3"),
        "1.3": (
            "1.1.1",
            "1.1.2",
            "1.2.1",
            "1.2.2",
            "1.2.3",
            "1.2.4",
            "1.2.5",
            "1.4.1",
            "1.4.2",
            "1.4.3",
            "1.4.4",
            "1.4.5",
            "1.4.6",
            "1.4.7",
            "1.5.2",
            "1.6.2",
            "2.4.2",
        ),
        "2.1": ("2.5.2",),
        "2.2": ("2.5.1",),
        "2.4": ("3.6.4",),
        "4.1": ("1.3.1", "3.3.2", "3.3.5", "3.4.2", "3.5.2", "3.5.5"),
        "4.2": ("1.6.1",),
        "4.3": (
            "2.6.1",
            "2.6.2",
            "2.6.3",
            "2.6.4",
            "2.6.5",
            "2.6.7",
            "2.6.8",
            "2.6.9",
            "2.6.10",
            "2.6.11",
            "2.6.12",
            "2.6.13",
            "2.6.14",
        ),
        "5.1": ("3.7.1",),
        "5.2": (
            "1.6.3",
            "2.7.2",
            "3.1.1",
            "3.1.2",
            "3.1.3",
            "3.2.1",
            "3.2.2",
            "3.7.2",
            "3.7.3",
            "3.9.2",
            "3.9.3",
        ),
        "X.1": ("3.7.4", "3.9.1"),
    }
)
"""The kinds under each theme (1.3); a theme lies in the field before its point (1)."""
_FIELD_OF: Final[Mapping[str, str]] = MappingProxyType(
    {kind: theme.partition(".")[0] for theme, kinds in THEMES.items() for kind in kinds}
)
FIELDS: Final = frozenset(_FIELD_OF.values())


def field_of(kind: str) -> str:
    """Empty for what lies in no field: all offences together, and a code that nobody placed.

    >>> field_of("1.1.1"), field_of("3.7.4"), field_of("0.0.0")
    ('1', 'X', '')
    """
    return _FIELD_OF.get(kind, "")


def expanded(chosen: Iterable[str]) -> tuple[str, ...]:
    """The kinds of what was chosen: fields, each with all of its kinds, and kinds.

    >>> expanded(["X", "1.1.1"])
    ('1.1.1', '3.7.4', '3.9.1')
    """
    wanted = set(chosen)
    kinds = {kind for kind, field in _FIELD_OF.items() if field in wanted} | (wanted - FIELDS)
    return tuple(sorted(kinds, key=code_order))


def chosen_text(chosen: Sequence[str], known: Collection[str]) -> str:
    """As a choice is kept: fields first, then kinds of other fields, once each; empty for all of them.

    ValueError for what is none of the kinds that are known, and no field of one.

    >>> known = ["1.1.1", "1.4.5", "3.7.4", "3.9.1"]
    >>> chosen_text(["3.7.4", "1.1.1", "X"], known), chosen_text(["X", "1"], known), chosen_text([], known)
    ('X 1.1.1', '', '')
    """
    if strange := sorted(set(chosen) - set(known) - {field_of(kind) for kind in known}):
        raise ValueError(strange[0])
    fields = sorted(set(chosen) & FIELDS)
    kinds = sorted(
        {each for each in chosen if each not in FIELDS and field_of(each) not in fields}, key=code_order
    )
    is_all = set(known) <= set(expanded(chosen))
    return "" if is_all else " ".join([*fields, *kinds])


def code_order(code: str) -> tuple[int, ...]:
    """By its numbers; a sign that only looks like one (²) is none.

    >>> sorted(["2.6.10", "2.6.2", "2.²"], key=code_order)
    ['2.²', '2.6.2', '2.6.10']
    """
    return tuple(int(part) for part in code.split(".") if part.isdecimal())

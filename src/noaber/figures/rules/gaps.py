"""A month without a figure, in words: nought, no figure and not published are three things."""

from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.rules.dutch import few_in_a_row


@dataclass(frozen=True, slots=True)
class Gap:
    """Codes of areas of which the source has the cell and gives no figure, and of which it published none."""

    missing: tuple[str, ...]
    unpublished: tuple[str, ...]


def gap_text(gap: Gap, names: Mapping[str, str], of_many: int) -> str:
    """`of_many`: how many areas there are together; of one it needs no name.

    >>> gap_text(Gap((), ("GM0193",)), {}, 1), gap_text(Gap(("GM0193",), ()), {}, 1)
    ('niet gepubliceerd', 'de bron geeft geen cijfer')
    >>> gap_text(Gap(("GM0193",), ()), {"GM0193": "Zwolle"}, 11)
    'de bron geeft geen cijfer van Zwolle'
    >>> gap_text(Gap((), ("a", "b")), {}, 2)
    'niet gepubliceerd'
    """
    parts = [
        _said(words, codes, names, of_many)
        for words, codes in (
            ("de bron geeft geen cijfer", gap.missing),
            ("niet gepubliceerd", gap.unpublished),
        )
        if codes
    ]
    return "; ".join(parts)


def _said(words: str, codes: tuple[str, ...], names: Mapping[str, str], of_many: int) -> str:
    if len(codes) == of_many:
        return words
    return f"{words} van {few_in_a_row([names.get(code, code) for code in codes])}"

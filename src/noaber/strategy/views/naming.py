"""The code of what is new: it follows from its title."""

from collections.abc import Collection
from itertools import count
from typing import Final

from django.utils.text import slugify

LONGEST: Final = 56


def free_code(title: str, taken: Collection[str]) -> str:
    """A code for a title that nothing has yet; nothing where the title has no letters or digits.

    >>> free_code("Regionaal hennepconvenant", {"regionaal-hennepconvenant"}), free_code("?", ())
    ('regionaal-hennepconvenant-2', '')
    """
    code = slugify(title)[:LONGEST].strip("-")
    if not code:
        return ""
    tried = (code if number == 1 else f"{code}-{number}" for number in count(1))
    return next(each for each in tried if each not in taken)

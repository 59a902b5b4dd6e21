"""How many series of a month could be held against their own past, and why the others could not."""

from dataclasses import dataclass

from noaber.core.rules.dutch import format_number, in_a_row


@dataclass(frozen=True, slots=True)
class Tested:
    """`missing`: no figure of the month itself; `few`: too few cases, or too few months before it."""

    tested: int
    missing: int
    few: int

    @property
    def count(self) -> int:
        return self.tested + self.missing + self.few


def not_tested_text(found: Tested, one: str, many: str) -> str:
    """Empty where all were tested; `one` and `many` are what a series is called.

    >>> not_tested_text(Tested(3, 1, 8), "soort", "soorten")
    'Niet vergeleken: 8 soorten met te weinig gevallen of maanden ervoor en 1 soort zonder cijfer.'
    >>> not_tested_text(Tested(12, 0, 0), "soort", "soorten")
    ''
    """
    why = ((found.few, "met te weinig gevallen of maanden ervoor"), (found.missing, "zonder cijfer"))
    parts = [f"{format_number(count)} {one if count == 1 else many} {said}" for count, said in why if count]
    return f"Niet vergeleken: {in_a_row(parts)}." if parts else ""

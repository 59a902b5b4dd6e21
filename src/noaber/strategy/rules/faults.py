"""What is wrong with what somebody typed, and the fault that every record can have: a text that is too long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from noaber.core.rules.reasons import NAMES_NOTHING, SAYS_NOTHING, names_something, says_something


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in Dutch; `field` is the name of a field of the record it was found in."""

    field: str
    message: str


def too_long(longest: int) -> str:
    """What is said of a text of more than so many characters."""
    return f"Deze tekst is te lang: ten hoogste {longest} tekens."


def length_faults(said: object, longest: Mapping[str, int]) -> Iterator[Fault]:
    """The texts of a record that are too long; `longest`: in characters, by field.

    >>> said = Fault("title", "Vul een naam in.")
    >>> [fault.field for fault in length_faults(said, {"field": 5, "message": 4})]
    ['message']
    """
    for field, most in longest.items():
        if len(getattr(said, field)) > most:
            yield Fault(field, too_long(most))


def reason_faults(field: str, reason: str, missing: str = "") -> Iterator[Fault]:
    """What is wrong with a reason that others read later; `missing`: what is said where there is none, if it is needed.

    >>> [fault.message for fault in reason_faults("reason", " ", "Zeg waarom.")], list(reason_faults("reason", ""))
    (['Zeg waarom.'], [])
    >>> [fault.field for why in ("x", "aaa bbb ccc", "Er kwam geld bij.") for fault in reason_faults("reason", why)]
    ['reason', 'reason']
    """
    if not reason.strip():
        if missing:
            yield Fault(field, missing)
    elif not says_something(reason):
        yield Fault(field, SAYS_NOTHING)


def name_faults(field: str, text: str) -> Iterator[Fault]:
    """What is wrong with a short text that was filled in, such as a source: it says in a word at least what it is.

    >>> [fault.field for text in (" ", "x", "Verslag") for fault in name_faults("source", text)]
    ['source']
    """
    if text.strip() and not names_something(text):
        yield Fault(field, NAMES_NOTHING)

"""What rooms above say before a proposal is sent. A warning never blocks: the person decides. A requirement does.

    register_prerequisite("budget", budget_warnings)      # once, in the room's AppConfig.ready
    register_prerequisite("review", too_early, is_lasting=True)   # and on the page of the proposal
    register_requirement("agreement", contradictions)     # what the text and the records say must not differ
    register_before_adopting("themes", other_themes)      # once more, where one confirms that it is adopted
    register_before_withdrawing("themes", rests_on_it)    # what rests on it is withdrawn first
    register_told_of_withdrawing("strategy", rests_on_it) # what rests on it and stays, where nothing keeps it
    register_before_rectifying("themes", decided_before)  # what came before it, where the day of it is corrected
    register_told_of_rectifying("strategy", follows_by_hand)  # what rests on that day and does not follow by itself
    register_settled("strategy", recorded_with)           # recorded as adopted with it: it stands
    register_overtaken("strategy", asked_before)          # decided upon elsewhere: nobody is asked it any more
    register_beside_question("strategy", decided_already) # what who is asked all the same reads with the question
    register_beside_question("themes", rejected, is_for_all=True)  # and whoever reads what became of the proposal

A provider gets the text that is about to be sent, and answers with sentences in Dutch; none when all is well.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.decisions.queries.proposals.matrix import Standing

Provider = Callable[[Standing], Iterable[str]]
Overtaken = tuple[str, dt.datetime]
"""The code of a proposal, and the moment at which what it asks for was decided elsewhere."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be put right before a text is sent; `url`: the page where that is done, when it is not the draft."""

    text: str
    url: str = ""


Beside = tuple[str, str]
"""The code of a proposal, and a sentence that stands with the question that it asks."""

_providers: dict[str, Provider] = {}
_lasting: set[str] = set()
_instructing: set[str] = set()
_requirements: dict[str, Callable[[Standing], Iterable[str | Requirement]]] = {}
_adopting: dict[str, Provider] = {}
_withdrawing: dict[str, Callable[[str], Iterable[str]]] = {}
_told_of_withdrawing: dict[str, Callable[[str], Iterable[str]]] = {}
_rectifying: dict[str, Callable[[str, dt.date], Iterable[str]]] = {}
_told_of_rectifying: dict[str, Callable[[str], Iterable[str]]] = {}
_settled: dict[str, Callable[[AsOf], Iterable[str]]] = {}
_overtaken: dict[str, Callable[[AsOf], Iterable[Overtaken]]] = {}

_beside: dict[str, Callable[[AsOf], Iterable[Beside]]] = {}
_for_all: set[str] = set()


def register_prerequisite(
    name: str, provider: Provider, *, is_lasting: bool = False, is_instruction: bool = False
) -> None:
    """Let a room say what is still missing on its side before a proposal goes out (from ``ready``).

    `is_lasting`: whoever reads the proposal is warned as well, also once it was sent; `is_instruction`: of those only
    who writes proposals, for it says what to do.
    """
    _providers[name] = provider
    if is_lasting:
        _lasting.add(name)
    if is_instruction:
        _instructing.add(name)


def register_requirement(name: str, provider: Callable[[Standing], Iterable[str | Requirement]]) -> None:
    """Let a room keep a proposal from being sent, with what must be put right first (from ``ready``)."""
    _requirements[name] = provider


def register_before_adopting(name: str, provider: Provider) -> None:
    """Let a room warn who is about to adopt a text, with what follows on its side (from ``ready``)."""
    _adopting[name] = provider


def register_before_withdrawing(name: str, provider: Callable[[str], Iterable[str]]) -> None:
    """Let a room keep a proposal (by code) from being withdrawn while something rests on it (from ``ready``)."""
    _withdrawing[name] = provider


def register_told_of_withdrawing(name: str, provider: Callable[[str], Iterable[str]]) -> None:
    """Let a room tell who is about to withdraw a proposal (by code) what rests on it and stays (from ``ready``)."""
    _told_of_withdrawing[name] = provider


def register_before_rectifying(name: str, provider: Callable[[str, dt.date], Iterable[str]]) -> None:
    """Let a room tell why a proposal (by code) was not adopted on a day: what came before it (from ``ready``)."""
    _rectifying[name] = provider


def register_told_of_rectifying(name: str, provider: Callable[[str], Iterable[str]]) -> None:
    """Let a room tell who is about to correct the day of an adoption (of a proposal, by code) what does not follow by
    itself (from ``ready``)."""
    _told_of_rectifying[name] = provider


def register_settled(name: str, provider: Callable[[AsOf], Iterable[str]]) -> None:
    """Let a room tell with which proposals (by code) it recorded an adoption, as it was known by then (from ``ready``).

    Each stands, also without the plan beside it, and whatever day it has since: the day is rectified at the proposal.
    """
    _settled[name] = provider


def register_overtaken(name: str, provider: Callable[[AsOf], Iterable[Overtaken]]) -> None:
    """Let a room tell on which proposals it went on, with or without every answer (from ``ready``).

    Who has not answered a text of before that moment, is not asked any more; what was decided may still be recorded.
    """
    _overtaken[name] = provider


def register_beside_question(
    name: str, provider: Callable[[AsOf], Iterable[Beside]], *, is_for_all: bool = False
) -> None:
    """Let a room say a sentence to who is asked: with the task, in the letter, at the form (from ``ready``).

    `is_for_all`: whoever reads the proposal, its decision or the thread, reads it as well.
    """
    _beside[name] = provider
    if is_for_all:
        _for_all.add(name)


def beside_question(code: str, asof: AsOf) -> str:
    """What every room says to who is asked this proposal; empty for nothing."""
    return _beside_of(code, asof, _beside)


def beside_proposal(code: str, asof: AsOf) -> str:
    """What of that everyone reads; empty for nothing."""
    return _beside_of(code, asof, _for_all)


def _beside_of(code: str, asof: AsOf, names: Iterable[str]) -> str:
    rows = (row for name in sorted(names) for row in _beside[name](asof))
    return " ".join(text for of, text in rows if of == code)


def overtaken(asof: AsOf) -> Mapping[str, dt.datetime]:
    """The proposals on which rooms went on, each with the moment until which a text of it is not asked any more."""
    return {code: until for provider in _overtaken.values() for code, until in provider(asof)}


def settled(asof: AsOf) -> frozenset[str]:
    """Every proposal that a room recorded as adopted."""
    return frozenset(each for provider in _settled.values() for each in provider(asof))


def withdrawing_faults(code: str) -> list[str]:
    """What every room holds against withdrawing this proposal now."""
    return [str(text) for _name, provider in sorted(_withdrawing.items()) for text in provider(code)]


def rectifying_faults(code: str, day: dt.date) -> list[str]:
    """What every room holds against this day of adoption."""
    return [str(text) for _name, provider in sorted(_rectifying.items()) for text in provider(code, day)]


def told_of_withdrawing(code: str) -> list[str]:
    """What every room tells who is about to withdraw this proposal."""
    return [str(text) for _name, provider in sorted(_told_of_withdrawing.items()) for text in provider(code)]


def told_of_rectifying(code: str) -> list[str]:
    """What every room tells who is about to correct the day on which this proposal was adopted."""
    return [str(text) for _name, provider in sorted(_told_of_rectifying.items()) for text in provider(code)]


def adopting_warnings(found: Standing) -> list[str]:
    """What every room warns about before a text is adopted."""
    return [str(text) for _name, provider in sorted(_adopting.items()) for text in provider(found)]


def requirement_faults(found: Standing) -> list[Requirement]:
    """What every room holds against sending this text, by the names under which they registered."""
    said = [each for _name, provider in sorted(_requirements.items()) for each in provider(found)]
    return [each if isinstance(each, Requirement) else Requirement(str(each)) for each in said]


def prerequisite_warnings(found: Standing) -> list[str]:
    """What every room warns about, by the names under which they registered."""
    return [str(text) for _name, provider in sorted(_providers.items()) for text in provider(found)]


def lasting_warnings(found: Standing, *, is_writer: bool) -> list[str]:
    """Those of them that stand on the page of the proposal, whoever reads it; what to do only for who writes it."""
    shown = _lasting if is_writer else _lasting - _instructing
    rows = (provider for name, provider in sorted(_providers.items()) if name in shown)
    return [str(text) for provider in rows for text in provider(found)]

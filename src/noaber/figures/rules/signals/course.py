"""What people do with a signal, and what can follow on what: who looks, what was found, what followed, closed."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Act(StrEnum):
    """One thing that somebody did with a card."""

    TAKEN_UP = "taken_up"
    HANDED_OVER = "handed_over"
    GIVEN_BACK = "given_back"
    FOUND = "found"
    FOLLOWED = "followed"
    CLOSED = "closed"
    REOPENED = "reopened"


class CardState(StrEnum):
    """How a card stands: nobody looks yet, somebody does, or it is closed."""

    WAITING = "waiting"
    LOOKED_AT = "looked_at"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a card was closed."""

    EXPLAINED = "explained"
    REGISTRATION = "registration"
    NO_ACTION = "no_action"
    DEALT_WITH = "dealt_with"
    CHANCE = "chance"


GIVES: Final = frozenset({Act.TAKEN_UP, Act.HANDED_OVER})
"""Acts after which somebody looks."""
_OPEN: Final = frozenset({Act.HANDED_OVER, Act.FOUND, Act.FOLLOWED, Act.CLOSED})
POSSIBLE: Final = {
    CardState.WAITING: _OPEN | {Act.TAKEN_UP},
    CardState.LOOKED_AT: _OPEN | {Act.GIVEN_BACK},
    CardState.CLOSED: frozenset({Act.REOPENED}),
}


def state_of(acts: Iterable[Act]) -> CardState:
    """How a card stands after these acts, the oldest first.

    >>> state_of([])
    <CardState.WAITING: 'waiting'>
    >>> state_of([Act.TAKEN_UP, Act.FOUND, Act.CLOSED])
    <CardState.CLOSED: 'closed'>

    Opened again, whoever looked before it was closed looks again.

    >>> state_of([Act.TAKEN_UP, Act.CLOSED, Act.REOPENED])
    <CardState.LOOKED_AT: 'looked_at'>
    >>> state_of([Act.TAKEN_UP, Act.GIVEN_BACK, Act.CLOSED, Act.REOPENED])
    <CardState.WAITING: 'waiting'>
    """
    has_holder, is_closed = False, False
    for act in acts:
        if act in GIVES:
            has_holder = True
        elif act is Act.GIVEN_BACK:
            has_holder = False
        is_closed = act is Act.CLOSED or (is_closed and act is not Act.REOPENED)
    if is_closed:
        return CardState.CLOSED
    return CardState.LOOKED_AT if has_holder else CardState.WAITING


def is_possible(state: CardState, act: Act) -> bool:
    """Whether this can be done with a card that stands so.

    >>> is_possible(CardState.WAITING, Act.GIVEN_BACK), is_possible(CardState.CLOSED, Act.FOUND)
    (False, False)
    >>> is_possible(CardState.LOOKED_AT, Act.HANDED_OVER), is_possible(CardState.CLOSED, Act.REOPENED)
    (True, True)
    """
    return act in POSSIBLE[state]

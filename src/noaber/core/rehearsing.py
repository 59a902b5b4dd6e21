"""A rehearsal: do it, read what came of it, and undo it. So a preview says exactly what confirming will do."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

T = TypeVar("T")


def rehearse(act: Callable[[], T]) -> T:
    """What `act` answers, after which the database is as it was.

    A refusal (`DomainError`) comes through as it would for real. The write lock is held for as long as `act`
    takes; nothing leaves the database, since mail is queued in the same transaction.
    """
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    return answer

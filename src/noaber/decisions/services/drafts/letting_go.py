"""What rooms above do when a proposal of which nothing was ever sent is thrown away: they let go of it.

    register_letting_go("chosen-themes", let_go_of_draft)     # once, in the room's AppConfig.ready

It is called in the transaction that throws the proposal away, before that is locked. What a room wrote down for good
may go on naming the code: the proposal is then kept without any text, which nobody can open, and its code is not given
again.
"""

import datetime as dt
from typing import Protocol

from noaber.core.access import Actor


class LetGo(Protocol):
    def __call__(self, code: str, *, actor: Actor, now: dt.datetime) -> object: ...


_letting_go: dict[str, LetGo] = {}


def register_letting_go(name: str, let_go: LetGo) -> None:
    """Let a room take away where it names a proposal that is thrown away (from ``ready``)."""
    _letting_go[name] = let_go


def let_go_of(code: str, *, actor: Actor, now: dt.datetime) -> None:
    for _name, let_go in sorted(_letting_go.items()):
        let_go(code, actor=actor, now=now)

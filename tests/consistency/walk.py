"""Every address is asked once in a run by every person of the demonstration; the tests here read what was answered.

Whichever test process comes first asks a part of the addresses; the others find the answers in the folder of the run.
"""

import fcntl
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.cache import cache
from django.test import Client

from tests.consistency import papers
from tests.consistency.addresses import Address, addresses
from tests.people import ANONYMOUS, PEOPLE, sign_in

PARTS: Final = 4  # so that two processes share the work
LEAVES: Final = {"account/logout/"}  # who is signed in does not ask for these
READ: Final = (ANONYMOUS, "coordinator")  # of these also what they got is kept, of the others only whether


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody got at an address; `content` only when it was found, and of those in `READ`."""

    address: Address
    status: int
    location: str
    kind: str
    content: bytes


Answers = dict[str, list[Answer]]  # by person


class Walk:
    """The answers of one run, on the demonstration as it stands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def part(self, number: int) -> Answers:
        """Of every so many addresses the one at `number`."""
        kept = self._folder / str(number)
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                unfinished = kept.with_suffix(".new")
                unfinished.write_bytes(pickle.dumps(_ask(addresses()[number::PARTS])))
                unfinished.rename(kept)
        answers: Answers = pickle.loads(kept.read_bytes())
        return answers

    def of(self, person: str) -> Iterator[Answer]:
        """Of every address."""
        for number in range(PARTS):
            yield from self.part(number)[person]


def _ask(asked: list[Address]) -> Answers:
    visitors = {person: signed_in(person) for person in (ANONYMOUS, *PEOPLE)}
    answers: Answers = {person: [] for person in visitors}
    for address in asked:
        with papers.set_once():
            for person, visitor in visitors.items():  # one after the other: what a page reads is at hand
                if person == ANONYMOUS or address.route not in LEAVES:
                    answers[person].append(_answer(visitor, address, is_read=person in READ))
        cache.clear()  # how often an address of the internet tried a link that opens nothing
    return answers


def _answer(visitor: Client, address: Address, *, is_read: bool) -> Answer:
    got = visitor.get(address.path)
    content = got.getvalue()  # a download is closed once it is read
    is_kept = is_read and got.status_code == 200
    kind = got.get("Content-Type", "").partition(";")[0]
    return Answer(address, got.status_code, got.get("Location", ""), kind, content if is_kept else b"")


def signed_in(person: str) -> Client:
    """A visitor who is told of an error (500), as everybody is, and does not raise it."""
    client = Client(raise_request_exception=False)
    sign_in(client, person)
    return client

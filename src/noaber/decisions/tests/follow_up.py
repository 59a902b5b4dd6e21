"""A proposal with deadlines in Voorbeeldland, the letters about it, and the links in those letters."""

import datetime as dt
import re
from typing import Final

from django.core import mail as django_mail

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.decisions.models import Report
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.follow_up.asking import Asked, ask_again
from noaber.decisions.services.follow_up.reporting import report_decision
from noaber.decisions.tests.conftest import (
    CODE,
    MEETING,
    NOW,
    TODAY,
)

LINK: Final = re.compile(r"/melden/([^/\s]+)/")


def ask(
    request_key: str = "een", *, sentence: str = "", today: dt.date = TODAY, seen: int | None = None
) -> Asked:
    return ask_again(
        CODE, actor=COMMAND, now=NOW, today=today, request_key=request_key, sentence=sentence, seen=seen
    )


def report_by_link(address: str, *, evidence: str = "besluitenlijst 12") -> Report:
    """As if the addressee of the last letter reports that the decision is taken."""
    said = {"3a": Said(Answer.CONSENT)}
    return report_decision(
        token_for(address), said, actor=ANONYMOUS, now=NOW, today=TODAY, decided_on=MEETING, evidence=evidence
    )


def letters_to(address: str) -> list[str]:
    """The texts of what went to an address, the latest last."""
    return [str(each.body) for each in django_mail.outbox if address in each.to]


def addresses() -> list[str]:
    return sorted(each.to[0] for each in django_mail.outbox)


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found, text
    return found[1]


def token_for(address: str) -> str:
    """The token of the last letter to an address."""
    return token_in(letters_to(address)[-1])

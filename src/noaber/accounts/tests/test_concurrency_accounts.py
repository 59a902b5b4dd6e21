"""Two at once: real processes on a real database, since one connection cannot wait for itself."""

from collections.abc import Callable

import pytest

from tests.databases import Installation, in_rounds

pytestmark = pytest.mark.db

PREPARE = """
from django.db.models import Q
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.accounts.models import Role, RoleGrant, User
from noaber.accounts.services.invitations import accept_invitation, invite
from noaber.accounts.services.users import end_role
"""
INVITE = (
    'print(invite(actor=COMMAND, email="noor@voorbeeld.invalid", display_name="Noor", now=clock.now()).token)'
)
ACCEPT = """
try:
    accept_invitation(token="{token}", password="vier woorden op een rij", now=clock.now())
    print("made")
except DomainError as error:
    print(error.message)
"""
TWO_ADMINISTRATORS = """
for name in ("anna", "eva"):
    user = User.objects.create_user(name + "@voorbeeld.invalid", display_name=name)
    print(RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, valid_from=clock.today()).pk)
"""
END = """
try:
    end_role({grant}, actor=COMMAND, today=clock.today())
    print("ended")
except DomainError as error:
    print(error.message)
"""


def test_a_link_that_two_people_use_at_once_makes_one_account(
    installation: Callable[..., Installation],
) -> None:
    place = installation()
    token = in_rounds(place, PREPARE, [INVITE])[0][0].strip()

    told = in_rounds(place, PREPARE, [ACCEPT.format(token=token)] * 3)[0]

    assert told.count("made\n") == 1
    assert sum("al een account gemaakt" in answer for answer in told) == 2


def test_two_administrators_cannot_end_each_other_at_once(installation: Callable[..., Installation]) -> None:
    place = installation()
    grants = in_rounds(place, PREPARE, [TWO_ADMINISTRATORS])[0][0].split()

    told = in_rounds(place, PREPARE, [END.format(grant=grant) for grant in grants])[0]

    assert told.count("ended\n") == 1
    assert sum("laatste functioneel beheerder" in answer for answer in told) == 1

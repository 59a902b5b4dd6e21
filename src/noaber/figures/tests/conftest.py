"""The tests of signals are on the small invented network; who opens a page holds a seat there."""

from collections.abc import Callable

import pytest
from django.test import Client

from noaber.accounts.models import User
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.figures.tests.signals_played import TODAY
from noaber.network.api import link_account, seats
from noaber.network.tests.conftest import voorbeeldland as voorbeeldland
from tests.people import sign_in_as

Become = Callable[[str], Client]


@pytest.fixture
def become() -> Become:
    """Somebody who holds a seat; without one an account alone."""

    def signed_in(seat: str) -> Client:
        address = f"{seat or 'niemand'}@voorbeeld.invalid".replace(":", "-")
        user = User.objects.create(email=address, display_name="Iemand")
        if seat:
            holder = seats(COMMAND, AsOf(TODAY), code=seat)[0].holder
            assert holder is not None
            link_account(holder.person_id, actor=COMMAND, user_id=user.pk)
        client = Client()
        sign_in_as(client, user)
        return client

    return signed_in

"""The people of the demonstration, by a short name, and how a test becomes one of them."""

from typing import TYPE_CHECKING, Final

from django.test import Client

if TYPE_CHECKING:
    from noaber.accounts.models import User

PEOPLE: Final = {
    "coordinator": "Coördinator van het veiligheidsnetwerk",
    "mayor of Enschede": "Burgemeester van Enschede",
    "mayor of Zwolle": "Burgemeester van Zwolle",
    "adviser of Zwolle": "Adviseur veiligheid van Zwolle",
    "secretary of Enschede": "Secretaris van de burgemeester van Enschede",
    "team lead": "Trekker van het Platform Ondermijning",
    "police": "Lid van de eenheidsleiding van de politie",
    "controller": "Controller van de beheerorganisatie",
    "administrator": "Functioneel beheerder",
}
ANONYMOUS: Final = "nobody"


def sign_in(client: Client, person: str) -> None:
    """Become one of `PEOPLE`, as the page /account/rollen/ does; `ANONYMOUS` stays signed out."""
    from noaber.accounts.models import User

    if person == ANONYMOUS:
        return
    sign_in_as(client, User.objects.get(display_name=PEOPLE[person]))


def sign_in_as(client: Client, user: "User") -> None:
    """The same for an account that a test made."""
    client.force_login(user)
    session = client.session
    session["is_demonstration_role"] = True
    session.save()

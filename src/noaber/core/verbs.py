"""What the verbs of the audit are called on the screen. Each room tells its own; stored is the English name.

    register_verbs({"network.appoint": _("Iemand benoemd")})

`tests/consistency/test_verbs.py` holds that every verb in use has such a word.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

CORE: Words = {
    "file.store": _("Bestand bewaard"),
    "file.remove": _("Bestand verwijderd"),
    "keeping.backup": _("Reservekopie gemaakt"),
    "keeping.export": _("Alle gegevens uitgevoerd"),
    "keeping.restore": _("Reservekopie teruggezet"),
    "mail.resend": _("E-mail opnieuw verstuurd"),
    "person.erase": _("Persoonsgegevens gewist"),
    "person.export": _("Persoonsgegevens opgehaald"),
}
_words: dict[str, str | Promise] = {}
_former: dict[str, str] = {}


def register_verbs(words: Words) -> None:
    """Say what the verbs of a room are called."""
    _words.update(words)


def register_former_verbs(names: Mapping[str, str]) -> None:
    """Say what verbs of a room were called before; rows of then are never rewritten, and stay readable."""
    _former.update(names)


def verb_of_now(name: str) -> str:
    """What a verb is called now."""
    return _former.get(name, name)


def names_of_verb(name: str) -> frozenset[str]:
    """Under which names a verb stands in the log."""
    return frozenset({name, *(former for former, now in _former.items() if now == name)})


def verb_in_words(name: str) -> str:
    """The Dutch words of a verb; the name itself when it comes from a version that knew other verbs."""
    return str(_words.get(verb_of_now(name), name))


def known_verbs() -> frozenset[str]:
    return frozenset(_words)

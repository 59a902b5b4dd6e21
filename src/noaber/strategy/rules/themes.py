"""What a theme of the taxonomy is called in the network, now and before: older plans still say the old name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noaber.strategy.rules.faults import Fault

LONGEST_NAME: Final = 100
MOST_EARLIER: Final = 10


@dataclass(frozen=True, slots=True)
class ThemeNames:
    """The name by now, and the earlier ones, the latest first."""

    name: str
    earlier: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Both together, so that who knows the old name finds the new one.

        >>> ThemeNames("Kwetsbare personen", ("Verwarde personen",)).shown
        'Kwetsbare personen (eerder: verwarde personen)'
        >>> ThemeNames("Ondermijning").shown
        'Ondermijning'
        """
        if not self.earlier:
            return self.name
        return f"{self.name} (eerder: {', '.join(map(_in_a_sentence, self.earlier))})"


def all_names(name: str) -> tuple[str, ...]:
    """Every name in what lists show of a theme, the present one first.

    >>> all_names("Kwetsbare personen (eerder: verwarde personen, GGZ)")
    ('Kwetsbare personen', 'verwarde personen', 'GGZ')
    >>> all_names("Ondermijning (drugs)")
    ('Ondermijning (drugs)',)
    """
    now, mark, rest = name.partition(" (eerder: ")
    if not mark or not rest.endswith(")"):
        return (name,)
    return (now, *(each.strip() for each in rest[:-1].split(",") if each.strip()))


@dataclass(frozen=True, slots=True)
class NetworkTheme:
    """A theme as the network carries it, with its field of the taxonomy, if any."""

    code: str
    name: str
    field: str = ""


def same_theme(code: str, names: Sequence[str], field: str, themes: Sequence[NetworkTheme]) -> str:
    """The code of the network's theme that a theme of a round is: by its code, a name, or the field; empty for none.

    >>> themes = [NetworkTheme("kwetsbaar", "Kwetsbare personen", "X.2"), NetworkTheme("jeugd", "Jeugd")]
    >>> same_theme("kwetsbare-personen-eerder", all_names("Kwetsbare personen (eerder: GGZ)"), "", themes)
    'kwetsbaar'
    >>> same_theme("zorg", ("Zorg",), "X.2", themes), same_theme("jeugd", (), "3.1", themes)
    ('kwetsbaar', 'jeugd')
    >>> same_theme("verkeer", ("Verkeer",), "4.1", themes)
    ''
    """
    folded = {name.casefold() for name in names}
    of_field = [each.code for each in themes if field and each.field == field]
    found = (
        *(each.code for each in themes if each.code == code),
        *(each.code for each in themes if each.name.casefold() in folded),
        *(of_field if len(of_field) == 1 else ()),
    )
    return next(iter(found), "")


def _in_a_sentence(name: str) -> str:
    """With a small letter, but for an abbreviation.

    >>> _in_a_sentence("Jeugd"), _in_a_sentence("HIC")
    ('jeugd', 'HIC')
    """
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def with_former(names: ThemeNames, before: ThemeNames | None) -> ThemeNames:
    """With the name that is replaced as the first of the earlier ones, so that it is not lost.

    >>> with_former(ThemeNames("Digitale veiligheid", ("Internet",)), ThemeNames("Cybercrime", ("Internet",))).earlier
    ('Cybercrime', 'Internet')
    >>> with_former(ThemeNames("Jeugd", ("HIC",)), ThemeNames("HIC")).earlier
    ('HIC',)
    """
    known = {each.casefold() for each in (names.name, *names.earlier)}
    if before is None or before.name.casefold() in known:
        return names
    return ThemeNames(names.name, (before.name, *names.earlier))


def faults(names: ThemeNames) -> Iterator[Fault]:
    """Everything that is wrong with the names of one theme.

    >>> [fault.field for fault in faults(ThemeNames(" ", ("Jeugd", "jeugd")))]
    ['name', 'earlier']
    """
    if not names.name.strip():
        yield Fault("name", "Vul de naam in.")
    folded = [each.casefold() for each in (names.name, *names.earlier)]
    if len(set(folded)) < len(folded):
        yield Fault("earlier", "Elke naam staat er één keer.")
    if len(names.earlier) > MOST_EARLIER:
        yield Fault("earlier", f"Ten hoogste {MOST_EARLIER} eerdere namen.")
    for field, texts in (("name", (names.name,)), ("earlier", names.earlier)):
        if any(len(text) > LONGEST_NAME for text in texts):
            yield Fault(field, f"Een naam heeft ten hoogste {LONGEST_NAME} tekens.")

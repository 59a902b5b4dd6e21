"""What a theme of the taxonomy is called in the network, now and before: older plans still say the old name."""

from collections.abc import Iterator
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


def folded(name: str) -> str:
    """As names are compared: without capitals, with one kind of quotes and single spaces.

    >>> folded("De  auto’s") == folded("de auto's")
    True
    """
    return " ".join(name.casefold().replace("’", "'").replace("‘", "'").split())


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

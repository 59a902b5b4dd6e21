"""The words with which chosen themes are put to the councils, and the strategy before who adopts it.

Nobody types over what was recorded: each theme brings its place, its points, who names it and why it was chosen. Who
prepares it mends the words in the draft. Markdown where a text of a proposal is, plain where a point is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Final

MOST_REMARKS: Final = 20
LONGEST_REMARK: Final = 400
"""So that all of them fit in one text; the rest stands with the proposal."""
SHORTEST_PART: Final = 3
"""Fewer letters than this are no name of a theme."""
WHY: Final = "Waarom het is gekozen: "
"""What comes after it in a point is a reason, where it was recorded with the choice; what is added to that is read."""


NOTHING: Final = "Daarbij is niets opgemerkt."
LISTED: Final = "Daarbij is opgemerkt:"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme of a round with what is known of it. `place` of `of`; `points` as people write them."""

    name: str
    is_chosen: bool
    place: int
    of: int
    points: str
    named_by: int
    answered: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a council said of a point, and what was answered; `version`: of an earlier text, 0 when of the last one.

    `objects`: it did not agree.
    """

    party: str
    point: str
    text: str
    answer: str = ""
    version: int = 0
    objects: bool = False

    @property
    def where(self) -> str:
        """Whose it is, and of which point."""
        said = "bezwaar bij punt" if self.objects else "bij punt"
        return f"{self.party}, {said} {self.point}{f' van versie {self.version}' if self.version else ''}"


def point_text(theme: Candidate) -> str:
    """What a council is asked of one theme.

    >>> print(point_text(Candidate("Verkeer", True, 2, 8, "3,42", 25, 76, "Het hoort bij zorg.")))
    Instemmen met het thema ‘Verkeer’. Het staat op plaats 2 van 8 met 3,42 punten, genoemd in 25 van de 76 plannen. \
Waarom het is gekozen: Het hoort bij zorg.
    """
    asked = f"Instemmen met het thema ‘{theme.name}’. Het staat op {_standing(theme)}."
    return " ".join([asked, *_why(theme, WHY)])


def adopting_text(strategy: str, themes: str, plan: str = "") -> str:
    """What is asked of who adopts a strategy: with which themes, in a row, and together with which plan.

    >>> adopting_text("Strategie 2019-2022", "Jeugd en Zorg", "Beleidsplan")
    'Strategie 2019-2022 vaststellen, met de thema’s Jeugd en Zorg, samen met Beleidsplan.'
    """
    together = f", samen met {plan}" if plan else ""
    return f"{strategy} vaststellen, met de thema’s {themes}{together}."


def says_more(text: str, drafted: str, names: Iterable[str]) -> bool:
    """Whether a point has words that are neither of the draft nor a name that belongs in it, in whatever order.

    >>> drafted, names = adopting_text("Strategie 2019-2022", "Zorg"), ("Strategie 2019-2022", "Zorg", "Jeugd")
    >>> says_more("Strategie 2019-2022 vaststellen, met de thema’s Jeugd en Zorg.", drafted, names)
    False
    >>> says_more("Strategie 2019-2022 vaststellen, met de thema’s Jeugd, Zorg en Mensenhandel.", drafted, names)
    True
    """
    rest = _plain(text)
    for name in sorted(map(_plain, names), key=len, reverse=True):
        rest = rest.replace(name, " ")
    return not set(_WORDS.findall(rest)) <= {*_WORDS.findall(_plain(drafted)), "en", "samen", "met"}


def rejected_text(themes: Iterable[Candidate]) -> str:
    """Which themes were weighed and not chosen, as a list; empty when there are none.

    >>> print(rejected_text([Candidate("Verkeer", False, 8, 8, "2,10", 1, 1, "Dat is lokaal.")]))
    Deze thema’s zijn gewogen en niet gekozen:
    <BLANKLINE>
    - Verkeer: plaats 8 van 8 met 2,10 punten, genoemd in 1 van de 1 plannen. Dat is lokaal.
    """
    lines = [
        f"- {each.name}: {' '.join([f'{_standing(each)}.', *_why(each, '')])}"
        for each in themes
        if not each.is_chosen
    ]
    return "\n".join(["Deze thema’s zijn gewogen en niet gekozen:", "", *lines]) if lines else ""


def criteria_text(criteria: Iterable[tuple[str, str]]) -> str:
    """What was weighed and how heavily, as a list.

    >>> print(criteria_text([("Ernst", "60 %"), ("Breedte", "40 %")]))
    De thema’s zijn gewogen op:
    <BLANKLINE>
    - Ernst (60 %)
    - Breedte (40 %)
    """
    return "\n".join(["De thema’s zijn gewogen op:", "", *(f"- {name} ({part})" for name, part in criteria)])


def remarks_text(remarks: Sequence[Remarked]) -> str:
    """What councils remarked when they consented, with what was answered.

    >>> print(remarks_text([Remarked("DVO Zuid", "2", "Let op de kosten.")]))
    Daarbij is opgemerkt:
    <BLANKLINE>
    - DVO Zuid, bij punt 2: Let op de kosten. Hierop is nog niet geantwoord.
    >>> print(remarks_text([Remarked("DVO Zuid", "2", "Te vaag.", "Dit is nu gezegd.", version=1)]).splitlines()[-1])
    - DVO Zuid, bij punt 2 van versie 1: Te vaag. Antwoord: Dit is nu gezegd.
    >>> remarks_text([])
    'Daarbij is niets opgemerkt.'
    """
    if not remarks:
        return NOTHING
    lines = (f"- {remark_line(each)}" for each in remarks[:MOST_REMARKS])
    more = len(remarks) - MOST_REMARKS
    rest = [f"- en nog {more}, te lezen bij het voorstel aan de overleggen"] if more > 0 else []
    return "\n".join([LISTED, "", *lines, *rest])


def remark_line(remark: Remarked) -> str:
    """One remark or objection with what was answered.

    >>> print(remark_line(Remarked("DVO Zuid", "2", "Te vaag", objects=True)))
    DVO Zuid, bezwaar bij punt 2: Te vaag. Hierop is nog niet geantwoord.
    """
    answered = f"Antwoord: {_sentence(remark.answer)}" if remark.answer else "Hierop is nog niet geantwoord."
    return f"{remark.where}: {_sentence(remark.text)} {answered}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A theme that was weighed, under every name that it goes by, and whether it was chosen; `reasons`: why, in every
    wording that was recorded."""

    code: str
    names: tuple[str, ...]
    is_chosen: bool
    reasons: tuple[str, ...] = ()


def with_parts(themes: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The chosen themes also under the parts of their names: each side of a "/", and what stands before a "(" or ":".

    Not under what may be meant for another theme: what stands in a name of that one too. A theme that was not chosen
    goes by its whole names only: a common word in a point is no theme.

    >>> cyber = Weighed("c", ("Cybercrime/gedigitaliseerde criminaliteit",), is_chosen=True)
    >>> with_parts([cyber])[0].names
    ('Cybercrime/gedigitaliseerde criminaliteit', 'Cybercrime', 'gedigitaliseerde criminaliteit')
    >>> other = Weighed("j", ("Jeugd en cybercrime", "HIC (overvallen)"), is_chosen=False)
    >>> [each.names[1:] for each in with_parts([cyber, other])]
    [('gedigitaliseerde criminaliteit',), ('HIC (overvallen)',)]
    """
    return tuple(
        replace(each, names=(*each.names, *_own_parts(each, themes))) if each.is_chosen else each
        for each in themes
    )


def _own_parts(theme: Weighed, themes: Sequence[Weighed]) -> Iterator[str]:
    known = set(map(_plain, theme.names))
    others = " | ".join(_plain(name) for each in themes if each.code != theme.code for name in each.names)
    for part in dict.fromkeys(part for name in theme.names for part in _parts_of(name)):
        is_shared = re.search(rf"(?<!\w){re.escape(_plain(part))}(?!\w)", others)
        if _plain(part) not in known and not is_shared:
            yield part


def _parts_of(name: str) -> Iterator[str]:
    for part in (*name.split("/"), re.split(r"[/(:]", name)[0]):
        if len(part.strip()) >= SHORTEST_PART:
            yield part.strip()


def themes_named(text: str, themes: Sequence[Weighed]) -> frozenset[str]:
    """The codes of the themes that a point asks something about, by whatever name.

    A sentence that says no ("niet", "geen") asks for none of them, and the reason of the choice asks nothing as long as
    it stands there as it was recorded. Of names that hold each other the longest counts.

    >>> care = Weighed("zorg", ("Zorg en veiligheid", "Verwarde personen"), is_chosen=True, reasons=("Zorg",))
    >>> other = Weighed("z", ("Zorg",), is_chosen=False)
    >>> sorted(themes_named("Instemmen met ‘zorg en  veiligheid’. Waarom het is gekozen: Zorg.", [care, other]))
    ['zorg']
    >>> why = "Verwarde personen. Waarom het is gekozen: Zorg."
    >>> sorted(themes_named(f"{why} Daarnaast instemmen met zorg.", [care, other]))
    ['z', 'zorg']
    >>> sorted(themes_named("Verwarde personen. Waarom het is gekozen: Dit is zorg.", [care, other]))
    ['z', 'zorg']
    >>> sorted(themes_named("Instemmen met verwarde personen en zorg", [care, other]))
    ['z', 'zorg']
    >>> sorted(themes_named("Instemmen met de mantelzorgers. Zorg niet.", [care, other]))
    []
    >>> sorted(themes_named("Het thema zorg laten vallen; instemmen met uitstel van zorg", [care, other]))
    []
    >>> sorted(themes_named("Instemmen met zorg. Maar pas in de volgende periode.", [care, other]))
    []
    """
    asked = _without_reason(text, themes)
    owners = {_plain(name): each.code for each in themes for name in each.names}
    longest = sorted((name for name in owners if name), key=len, reverse=True)
    if not longest:
        return frozenset()
    found: set[str] = set()
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)")
    marked = pattern.sub(lambda match: f"\0{longest.index(match[1])}\0", asked)
    for sentence in _SENTENCES.split(_RESTRICTS.sub(", ", marked)):
        if not _SAYS_NO.search(sentence):
            found |= {owners[longest[int(number)]] for number in re.findall(r"\0(\d+)\0", sentence)}
    return frozenset(found)


def is_in_own_words(text: str, themes: Sequence[Weighed]) -> bool:
    """Whether a point says more than `point_text` does: whether it still asks to consent, only people can read.

    >>> themes = [Weighed("v", ("Verkeer",), is_chosen=True, reasons=("Het hoort bij zorg.",))]
    >>> drafted = point_text(Candidate("Verkeer", True, 2, 8, "3,42", 25, 76, "Het hoort bij zorg."))
    >>> is_in_own_words(drafted, themes), is_in_own_words("Instemmen met het thema Verkeer.", themes)
    (False, False)
    >>> is_in_own_words("Instemmen met het thema ‘Verkeer (eerder: wegen)’.", themes)
    False
    >>> is_in_own_words("Instemmen met het thema ‘Verkeer’. Begin klein.", themes)
    True
    >>> is_in_own_words(f"{drafted} Begin klein.", themes), is_in_own_words(drafted, [replace(themes[0], reasons=())])
    (True, True)
    """
    asked = _without_reason(text, themes)
    names = "|".join(re.escape(_plain(name)) for each in themes for name in each.names)
    standing = r"het staat op plaats \d+ van \d+ met [\d,]+ punten, genoemd in \d+ van de \d+ plannen\."
    drafted = re.compile(rf"instemmen met het thema '?({names})( \(eerder[^)]*\))?'?\.( {standing})?")
    return not drafted.fullmatch(asked)


def reads_same(then: str, now: str, themes: Sequence[Weighed]) -> bool:
    """Whether who agreed with a point as it read then, agreed with it as it reads now: the same words, or those of a
    draft on the same theme.

    >>> themes = [Weighed("v", ("Verkeer",), is_chosen=True)]
    >>> reads_same("Instemmen met het thema ‘Verkeer’.", "Instemmen met  het thema 'verkeer'.", themes)
    True
    >>> reads_same("Instemmen met het thema Verkeer.", "Instemmen met het thema Verkeer, voor een jaar.", themes)
    False
    """
    if _plain(then) == _plain(now):
        return True
    is_drafted = not is_in_own_words(then, themes) and not is_in_own_words(now, themes)
    return is_drafted and themes_named(then, themes) == themes_named(now, themes)


def is_about_themes(text: str, themes: Iterable[Weighed]) -> bool:
    """Whether a point has to do with the themes at all: of one about money or an evaluation there is nothing to read.

    >>> themes = [Weighed("v", ("Verkeer",), is_chosen=True)]
    >>> is_about_themes("Het verkeer pas later.", themes), is_about_themes("De keuze geldt een jaar.", themes)
    (True, True)
    >>> is_about_themes("Instemmen met 3a en 3b: iedere gemeente stelt 7 cent beschikbaar.", themes)
    False
    """
    plain = _plain(text)
    names = (re.escape(_plain(name)) for each in themes for name in each.names)
    return bool(_ON_CHOICE.search(plain) or re.search(rf"(?<!\w)({'|'.join(names)})(?!\w)", plain))


def _without_reason(text: str, themes: Iterable[Weighed]) -> str:
    """What a point asks, as it is compared: without the reason of the choice, where that was recorded so.

    What that reason asks itself stays.

    >>> known = [Weighed("v", ("Verkeer",), is_chosen=True, reasons=("Dit raakt velen. Ook instemmen met jeugd.",))]
    >>> _without_reason("Verkeer. Waarom het is gekozen: Dit raakt velen. Ook instemmen met jeugd. En zorg.", known)
    'verkeer. ook instemmen met jeugd. en zorg.'
    """
    asked, why, rest = _plain(text).partition(f"{_plain(WHY)} ")
    told = (
        _plain(_sentence(reason)) for each in themes if each.is_chosen for reason in each.reasons if reason
    )
    for reason in sorted(told, key=len, reverse=True):
        if rest == reason or rest.startswith(f"{reason} "):
            own = [each for each in _SENTENCES.split(reason) if _ASKS.search(each)]
            return " ".join([asked.strip(), *own, rest[len(reason) :].strip()]).rstrip()
    return asked + why + rest


def asking_faults(themes: Sequence[Weighed], asked: Mapping[str, str]) -> list[str]:
    """In which chosen theme the councils are not asked to consent, and in which other one they are.

    `asked`: by label the text of the points with which they are asked to agree.

    >>> themes = [Weighed("v", ("Verkeer",), is_chosen=False), Weighed("j", ("Jeugd",), is_chosen=True)]
    >>> asking_faults(themes, {"1": "Instemmen met het thema Jeugd."})
    []
    >>> for fault in asking_faults(themes, {"1": "Instemmen met het thema verkeer."}): print(fault)
    Het thema ‘Jeugd’ is gekozen, maar geen punt vraagt alle overleggen daarmee in te stemmen.
    Punt 1 vraagt in te stemmen met het thema ‘Verkeer’, maar dat is niet gekozen.
    """
    named = {label: themes_named(text, themes) for label, text in asked.items()}
    lacking = [
        f"Het thema ‘{each.names[0]}’ is gekozen, maar geen punt vraagt alle overleggen daarmee in te stemmen."
        for each in themes
        if each.is_chosen and not any(each.code in codes for codes in named.values())
    ]
    others = [
        f"Punt {label} vraagt in te stemmen met het thema ‘{each.names[0]}’, maar dat is niet gekozen."
        for label, codes in named.items()
        for each in themes
        if each.code in codes and not each.is_chosen
    ]
    return lacking + others


def is_adopting(text: str, title: str, years: str, kind: str = "strategie") -> bool:
    """Whether a point that adopts something is about this strategy, or plan: by its title, or as that of its years.

    >>> is_adopting("Het Meerjarenbeleidsplan 2019-2022 vaststellen.", "Beleid politie", "2019-2022", "plan")
    True

    >>> is_adopting("De Veiligheidsstrategie 2019 – 2022 vaststellen.", "Samen veilig", "2019-2022")
    True
    >>> is_adopting("Samen veilig vaststellen.", "Samen veilig", "2019-2022")
    True
    >>> is_adopting("Samen veilig 2023-2026 vaststellen.", "Samen veilig", "2019-2022")
    False
    >>> is_adopting("Samen veilig niet vaststellen.", "Samen veilig", "2019-2022")
    False
    >>> is_adopting("De begroting 2019-2022 vaststellen.", "Samen veilig", "2019-2022")
    False
    """
    name = _plain(title)
    for sentence in _SENTENCES.split(_plain(text)):
        terms = set(_TERMS.findall(sentence))
        is_named = (
            name in sentence if not terms else years in terms and (name in sentence or kind in sentence)
        )
        if is_named and not _SAYS_NO.search(sentence):
            return True
    return False


_SENTENCES: Final = re.compile(r"(?<=[.;!?])\s+")
_SAYS_NO: Final = re.compile(
    r"\b(niet|geen|zonder|behalve|uitgezonderd|schrappen|vervalt|vervallen|vallen|afzien|afziet|uitstel|uitstellen|"
    r"intrekken|stoppen|afwijzen|afwijzing|afgewezen|aanhouden|aangehouden|verwerpen|verwerping|weigeren|pas|mits|tenzij)\b"
)
_ASKS: Final = re.compile(r"\b(instem\w*|ingestemd|akkoord|vaststel\w*|vast te stellen|in plaats van)\b")
_ON_CHOICE: Final = re.compile(r"\b(thema\w*|keuze|gekozen|\w*strategie)\b")
_RESTRICTS: Final = re.compile(r"[.;!?]\s+(?=(?:maar|echter|behalve|mits|tenzij|alleen|pas)\b)")
"""Where the next sentence takes back something of the one before."""
_WORDS: Final = re.compile(r"[\w'-]+")
_TERMS: Final = re.compile(r"\b\d{4}-\d{4}\b")


def _plain(text: str) -> str:
    """As it is compared: without capitals, with one kind of quotes and dashes, and single spaces."""
    line = " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())
    return re.sub(r"(?<=\d{4}) ?(?:[-–—]|tot en met|t/m) ?(?=\d{4})", "-", line)


def _standing(theme: Candidate) -> str:
    return (
        f"plaats {theme.place} van {theme.of} met {theme.points} punten, "
        f"genoemd in {theme.named_by} van de {theme.answered} plannen"
    )


def _why(theme: Candidate, before: str) -> list[str]:
    return [f"{before}{_sentence(theme.reason)}"] if theme.reason else []


def _sentence(text: str) -> str:
    """With a full stop, and on one line: a list takes no paragraphs."""
    line = shorten(text, LONGEST_REMARK, placeholder=" …")
    return line if line.endswith((".", "!", "?", ")", "…")) else f"{line}."

"""Whether a proposal asks of the councils what was chosen (R09, R14).

Between drafting and sending everything can be rewritten; what counts is what stands in the points that are answered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.decisions.api import (
    ConsentRow,
    Party,
    PointKind,
    PointRow,
    Role,
    StageStanding,
    Standing,
    consents,
    point_rows,
)
from noaber.network.api import bodies
from noaber.strategy.queries.selection.chosen import WeighedTheme
from noaber.strategy.queries.themes import namings
from noaber.strategy.rules.bodies import DISTRICT_COUNCIL
from noaber.strategy.rules.consulting.theme_points import AskedPoint, about_themes
from noaber.strategy.rules.consulting.wording import (
    Weighed,
    asking_faults,
    is_about_themes,
    is_in_own_words,
    reads_same,
    themes_named,
    with_parts,
)
from noaber.strategy.rules.themes.names import all_names

AGREES: Final = (PointKind.CONSENT, PointKind.ADOPT, PointKind.DECIDE)
"""Who is in favour of such a point, agrees with what it names; to take note of something is no consent."""


def weighed_themes(themes: Sequence[WeighedTheme], asof: AsOf) -> tuple[Weighed, ...]:
    """The themes of a round with their earlier names too, and those that were chosen by a part of a name.

    A name of a field that two of them share says nothing.
    """
    own = {name.casefold() for each in themes for name in all_names(each.name)}
    times = Counter(each.field for each in themes)
    of_field = {
        row.field: tuple(name for name in (row.names.name, *row.names.earlier) if name.casefold() not in own)
        for row in namings(asof)
        if times[row.field] == 1
    }
    return with_parts(
        [
            Weighed(
                each.code,
                (*all_names(each.name), *of_field.get(each.field, ())),
                each.is_chosen,
                each.reasons,
            )
            for each in themes
        ]
    )


def faults_of_asking(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> list[str]:
    """What a proposal does not ask of the councils though it was chosen, and what it asks though it was not."""
    return asking_faults(weighed_themes(themes, asof), _asked(found, asof))


def theme_consents(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> tuple[ConsentRow, ...]:
    """Of each that is asked for consent what it said of the themes: of the points that are about them, and of no other.

    Where no point is, of all: people read there what was asked.
    """
    points = [
        AskedPoint(each.label, each.text, each.kind in AGREES, each.terms is not None)
        for each in found.points
    ]
    return consents(found, about_themes(points, weighed_themes(themes, asof)) or None)


def agreeing(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> tuple[int, int]:
    """How many agree with the points about the themes as they read now, and how many are asked."""
    rows = theme_consents(found, themes, asof)
    return sum(row.is_given for row in rows), len(rows)


def own_words(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> dict[str, str]:
    """By label the points on themes not left as they were drafted, or were added, of what all councils answer.

    Words can be compared, not understood: whether who agrees with these agrees with the themes, is for people to read.
    """
    known = weighed_themes(themes, asof)
    return {
        label: text
        for label, text in _asked(found, asof).items()
        if is_about_themes(text, known) and is_in_own_words(text, known)
    }


def seen_otherwise(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> dict[str, int]:
    """By body which agreed with points that read otherwise then, and the version of the text that it saw.

    Their answers stand under a text that was reworded: to that they did not agree yet (R09, R14).
    """
    known = weighed_themes(themes, asof)
    given = {row.body_code for row in theme_consents(found, themes, asof) if row.is_given}
    seen = {
        party.body_code: _seen_otherwise(found, stage, party, known)
        for stage in found.stages
        if stage.role is Role.CONSENT
        for party in stage.parties
        if party.body_code in given
    }
    return {body: number for body, number in seen.items() if number}


def saw_earlier(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> int:
    """How many of them saw an earlier text; who agreed with the present one, which asks something else, did not."""
    return sum(number < found.number for number in seen_otherwise(found, themes, asof).values())


def _seen_otherwise(found: Standing, stage: StageStanding, party: Party, known: Sequence[Weighed]) -> int:
    """The version on which this one answered, where a point named other themes in it, or asked them in other words."""
    now, chosen = _texts(found.points), {each.code for each in known if each.is_chosen}
    agreed: set[str] = set()
    earlier = last = 0
    for label in party.labels:
        cell = stage.cells.get((party.key, label))
        if cell is None:
            continue
        then = _texts(points_seen(found, cell.on_version)).get(label, "")
        agreed |= themes_named(then, known)
        last = max(last, cell.on_version)
        if themes_named(now.get(label, ""), known) & chosen and not reads_same(then, now[label], known):
            earlier = cell.on_version
    return earlier or (0 if chosen <= agreed else last)


def points_seen(found: Standing, number: int) -> Sequence[PointRow]:
    """The points of a proposal as who answered on this version of the text read them."""
    versions = {each.number: each.id for each in found.versions}
    is_present = number == found.number or number not in versions
    return found.points if is_present else point_rows(versions[number])


def not_asked(found: Standing, asof: AsOf) -> list[str]:
    """The district councils of the network that a proposal does not ask for their consent, by name."""
    asked = {
        party.body_code for stage in found.stages if stage.role is Role.CONSENT for party in stage.parties
    }
    known = bodies(ANONYMOUS, asof)
    return [row.name for row in known if row.kind == DISTRICT_COUNCIL and row.code not in asked]


def _asked(found: Standing, asof: AsOf) -> Mapping[str, str]:
    """The points with which every council that is asked is asked to agree."""
    councils = {row.code for row in bodies(ANONYMOUS, asof) if row.kind == DISTRICT_COUNCIL}
    asked: dict[str, set[str]] = {}
    for stage in found.stages:
        for party in stage.parties if stage.role is Role.CONSENT else ():
            if party.body_code in councils:
                asked.setdefault(party.body_code, set()).update(party.labels)
    labels = set.intersection(*asked.values()) if asked else set[str]()
    return {label: text for label, text in _texts(found.points).items() if label in labels}


def _texts(points: Iterable[PointRow]) -> dict[str, str]:
    return {point.label: point.text for point in points if point.kind in AGREES}

"""The parts of the page of a review: its sections, its versions, and how far the reactions are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import may_fill_in
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.pictures import StatusLine, Timeline, TimelineEvent
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.documents.paper import Block, Bullets, DataTable, Paragraph, plain
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.strategy.access import may_react, may_see_reactions, may_write_review, spoken_for
from noaber.strategy.queries.inventory.coverage import asked_organisations
from noaber.strategy.queries.reviews.review import ReviewRow, VersionRow, reacted, reactions
from noaber.strategy.rules.reviews.review import ReactionState, ReviewState
from noaber.strategy.views.places import goal_address, result_address, review_address
from noaber.strategy.words.reviews import Section, review_status


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A paragraph, a list or a table of the page."""

    text: str = ""
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its heading; `key` is its anchor."""

    key: str
    title: str
    parts: tuple[ShownPart, ...]


def shown_section(code: str, section: Section, asof: AsOf) -> ShownSection:
    """The same blocks as in the paper; what a row is about, can be opened."""
    parts = (_part(code, f"{section.key}-{place}", each, asof) for place, each in enumerate(section.blocks))
    return ShownSection(section.key, section.title, tuple(parts))


def _part(code: str, name: str, block: Block, asof: AsOf) -> ShownPart:
    if isinstance(block, Paragraph):
        return ShownPart(plain(block.text))
    if isinstance(block, Bullets):
        return ShownPart(points=tuple(plain(each) for each in block.items))
    if isinstance(block, DataTable):
        return ShownPart(table=_table(code, name, block, asof))
    raise TypeError("a review is made of paragraphs, lists and tables")


def _table(code: str, name: str, block: DataTable, asof: AsOf) -> Table:
    rows: list[Row] = [{**row, "url": _url(code, row, asof)} for row in block.rows]
    columns = [
        Column(column.key, column.label, "link" if place == 0 else "text")
        for place, column in enumerate(block.columns)
    ]
    return plain_table(name=name, caption=block.caption, columns=columns, rows=rows)


def _url(code: str, row: Row, asof: AsOf) -> str:
    """The page of the goal, the result or the proposal that a row is about."""
    if "goal" in row:
        return goal_address(code, str(row["goal"]), asof=asof)
    if "result" in row:
        return result_address(code, str(row["result"]), asof=asof)
    return f"/voorstellen/{row['proposal']}/" if "proposal" in row else ""


def review_notice(request: Request, row: ReviewRow, version: VersionRow) -> Notice | None:
    """What this reader must know before reading: that it is not final, or not the last."""
    if version.state is ReviewState.FINAL:
        return None
    if version.state is ReviewState.WRITING:
        return Notice(_("Dit leest alleen wie de review schrijft, totdat u het concept deelt."))
    if any(each.number > version.number for each in row.shared):
        newest = Action(_("Naar de nieuwste versie"), review_address(row.period, row.kind))
        return Notice(_("Dit is een eerdere versie, zoals zij toen te lezen was."), "warning", action=newest)
    return _asks(request, row)


def _asks(request: Request, row: ReviewRow) -> Notice:
    """Until when one can react, and the way to do so for the own organisation."""
    day = row.course.due_on
    facts = {"day": long_date(day) if day else ""}
    if not row.course.takes_reactions(request.today):
        return Notice(_("Dit is een concept. Reageren kon tot en met %(day)s.") % facts)
    return Notice(
        _("Dit is een concept. Reageren kan tot en met %(day)s.") % facts, action=own_way(request, row)
    )


def own_way(request: Request, row: ReviewRow) -> Action | None:
    """Where this reader reacts for the own organisation; the coordinator chooses one in the list of reactions."""
    for code in sorted(spoken_for(request.actor)):
        if may_fill_in(may_react(request.actor, code)):
            given = reacted(row.period, row.kind, AsOf(request.today)).get(code, 0)
            label = _("Wijzig uw reactie") if given > row.course.text_number else _("Reageer")
            return Action(label, review_address(row.period, row.kind, f"reageren/{code}/"), "primary")
    return None


def reaction_lines(request: Request, row: ReviewRow, asof: AsOf) -> list[StatusLine]:
    """How many reacted of all who were asked, and how many have an answer: for the network."""
    if not may_see_reactions(request.actor, row):
        return []
    given = reactions(row.period, row.kind, asof)
    address = review_address(row.period, row.kind, "reacties/", asof)
    asked = asked_organisations(asof)
    count = len({each.organisation for each in given})
    words = ngettext("organisaties reageerde", "organisaties reageerden", count)
    lines = [StatusLine(count, len(asked), words, address)]
    counted = [each for each in given if each.state is not ReactionState.REPLACED]
    if counted:
        answered = sum(each.state is ReactionState.ANSWERED for each in counted)
        words = ngettext("reactie beantwoord", "reacties beantwoord", len(counted))
        lines.append(StatusLine(answered, len(counted), words, address))
    return lines


def version_line(request: Request, row: ReviewRow, shown: VersionRow, asof: AsOf) -> Timeline:
    """Every version that this reader may see, the newest first."""
    seen = row.versions if may_fill_in(may_write_review(request.actor)) else row.shared
    return Timeline(tuple(_events(row, seen, shown, asof)), _("Versies van deze review"))


def _events(
    row: ReviewRow, seen: tuple[VersionRow, ...], shown: VersionRow, asof: AsOf
) -> Iterator[TimelineEvent]:
    for each in reversed(seen):
        address = review_address(row.period, row.kind, f"versie/{each.number}/", asof)
        yield TimelineEvent(
            each.said_on,
            _("Versie %(number)s") % {"number": each.number},
            _("Deze leest u nu.") if each is shown else "",
            url="" if each is shown else address,
            status=review_status(each.state),
        )

"""What a draft for who adopts a strategy tells of the councils, and what of it is not as it was recorded (R10, R14)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import Answer, RemarkRow, Standing, remarks
from noaber.strategy.queries.consulting.asked_themes import own_words
from noaber.strategy.queries.consulting.course import councils_consent, put_to, waived, weighed_in
from noaber.strategy.queries.periods.period import periods
from noaber.strategy.queries.selection.round import RoundRow, chosen_round
from noaber.strategy.rules.consulting.older_choices import not_told, older_in, parts_ever, parts_told
from noaber.strategy.rules.consulting.wording import Remarked, remarks_text
from noaber.strategy.rules.periods.period import PeriodState


@dataclass(frozen=True, slots=True)
class Untrue:
    """A draft that would adopt the strategy of a period and tells something else than was recorded.

    `names`: which of its texts, with what is not as it is told there.
    """

    period: str
    names: tuple[str, ...]
    row: RoundRow
    consent: Standing


def told_consent(row: RoundRow, consent: Standing, asof: AsOf) -> str:
    """Who consented to the themes, what they remarked, and what was answered."""
    given, asked = councils_consent(consent, weighed_in(row), asof)
    agreed = _("%(counted)s met de thema’s, in het voorstel ‘%(title)s’.")
    agreed %= {"counted": _counted(given, asked), "title": consent.title}
    if motive := waived(consent, weighed_in(row), asof):
        agreed += " " + _("Er is besloten niet op de andere te wachten: %(motive)s") % {"motive": motive}
    for label, said in own_words(consent, weighed_in(row), asof).items():
        agreed += " " + _("Punt %(label)s luidde: “%(text)s”") % {"label": label, "text": said}
    return f"{agreed}\n\n{remarks_text(_counting(consent, asof))}"


def said_earlier(found: Standing, asof: AsOf) -> Mapping[str, Sequence[RemarkRow]]:
    """By the key of a party what it remarked or objected to in an earlier text: that does not go."""
    if found.number < 2:
        return {}
    said = defaultdict[str, list[RemarkRow]](list)
    for each in remarks(COMMAND, found.code, asof):
        if each.counts and each.on_version < found.number:
            said[each.party].append(each)
    return said


def untrue_parts(found: Standing, asof: AsOf) -> Iterator[Untrue]:
    """Of a draft that would adopt a strategy, what it tells of the councils otherwise than it is recorded now."""
    for of in periods(asof):
        if of.terms.state is not PeriodState.PREPARATION or of.terms.decided_by != found.code:
            continue
        row = chosen_round(of.code, asof)
        consent = put_to(row, COMMAND, asof) if row else None
        if row is None or consent is None:
            continue
        texts = ((label, untrue_in(text, row, consent, asof)) for label, text in found.texts)
        if names := tuple(f"“{label}” ({'; '.join(said)})" for label, said in texts if said):
            yield Untrue(of.code, names, row, consent)


def untrue_in(text: str, row: RoundRow, consent: Standing, asof: AsOf) -> tuple[str, ...]:
    """What one text tells otherwise, or leaves out of a list of remarks; each in a few words."""
    given, asked = councils_consent(consent, weighed_in(row), asof)
    now, ever = _counting(consent, asof), _ever(consent, asof)
    older = older_in(text, parts_ever(asked, ever), parts_told(given, asked, now))
    said = [_called(part, ever) for part in older]
    said += [_("%(where)s ontbreekt") % {"where": each.where} for each in not_told(text, now)]
    motive = waived(consent, weighed_in(row), asof)
    if motive and _counted(given, asked) in text and motive not in text:
        said.append(_("waarom er niet op de andere is gewacht, ontbreekt"))
    return tuple(dict.fromkeys(said))


def _counted(given: int, asked: int) -> str:
    return _("%(given)s van de %(asked)s overleggen stemden in") % {"given": given, "asked": asked}


def _called(part: str, ever: Sequence[Remarked]) -> str:
    """How a part that is not true any more is called: as it reads, or by whose remark it is about."""
    about = next((each.where for each in ever if part.startswith(f"{each.where.casefold()}:")), "")
    return about or f"‘{part}’"


def _counting(consent: Standing, asof: AsOf) -> list[Remarked]:
    return [
        _remarked(each, consent, each.reply.answer if each.reply else "")
        for each in remarks(COMMAND, consent.code, asof)
        if each.counts
    ]


def _ever(consent: Standing, asof: AsOf) -> list[Remarked]:
    """Every remark, once for each answer that it had; also what lapsed."""
    return [
        _remarked(each, consent, answer)
        for each in remarks(COMMAND, consent.code, asof)
        for answer in ("", *(reply.answer for reply in each.replies))
    ]


def _remarked(row: RemarkRow, consent: Standing, answer: str) -> Remarked:
    return Remarked(
        row.party_name,
        row.label,
        row.text,
        answer,
        row.on_version if row.on_version < consent.number else 0,
        objects=row.answer is Answer.OBJECTION,
    )

"""Whether the people in the files fit the seats they are put in: the demands `services.memberships` makes too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from noaber.core.rules.period import Period
from noaber.network.rules.appointments import Asked, Sent, misfit
from noaber.network.rules.seats import Holding, overlapping_terms
from noaber.network.services.loading.checking import Entry
from noaber.network.services.loading.lines import Problem
from noaber.network.services.loading.shapes import MEMBERSHIPS, MUNICIPALITIES, PARTNERS, PEOPLE, POSTS

Files = Mapping[str, list[Entry]]


def seat_problems(files: Files) -> list[Problem]:
    """Two people in one seat on the same day, a seat that is not there yet, a sender that does not fit."""
    return [*_places(files), *_overlaps(files), *_outside(files), *_misfits(files)]


def _places(files: Files) -> Iterator[Problem]:
    for entry in files[POSTS]:
        if bool(entry["body"]) == bool(entry["organisation"]):
            yield entry.line.problem(
                "body", _("vul een overleg of een organisatie in, precies een van beide.")
            )


def _overlaps(files: Files) -> Iterator[Problem]:
    entries = {(entry["post"], entry["person"], entry.period): entry for entry in files[MEMBERSHIPS]}
    holdings = [
        Holding(entry["post"], entry["person"], entry.period, bool(entry["is_substitute"]))
        for entry in files[MEMBERSHIPS]
    ]
    for overlap in overlapping_terms(holdings):
        entry = entries[overlap.post, overlap.other.person, overlap.other.term]
        facts = {"post": overlap.post, "period": overlap.shared, "person": overlap.one.person}
        message = _("de zetel %(post)s is %(period)s al bezet door %(person)s.") % facts
        yield entry.line.problem("person", message)


def _outside(files: Files) -> Iterator[Problem]:
    """A person or a seat that does not exist on every day of the membership."""
    known = {PEOPLE: _periods(files[PEOPLE]), POSTS: _periods(files[POSTS])}
    for entry in files[MEMBERSHIPS]:
        for column, name in (("person", PEOPLE), ("post", POSTS)):
            rest = [entry.period]
            for period in known[name][entry[column]]:
                rest = [part for piece in rest for part in piece.minus(period)]
            if rest:
                facts = {"code": entry[column], "period": rest[0]}
                yield entry.line.problem(column, _("“%(code)s” bestaat niet %(period)s.") % facts)


def _periods(entries: list[Entry]) -> dict[str, list[Period]]:
    periods: dict[str, list[Period]] = defaultdict(list)
    for entry in entries:
        periods[entry["code"]].append(entry.period)
    return periods


def _misfits(files: Files) -> Iterator[Problem]:
    senders = {
        entry["code"]: Sent(entry["code"], entry["kind"] or "municipality", entry["district"] or "")
        for name in (MUNICIPALITIES, PARTNERS)
        for entry in files[name]
    }
    posts = {entry["code"]: entry for entry in files[POSTS]}
    employers = {entry["code"]: entry["employer"] for entry in files[PEOPLE]}
    for entry in files[MEMBERSHIPS]:
        post = posts[entry["post"]]
        asked = Asked(post["required_kind"], post["required_organisation"], post["required_district"])
        code = entry["on_behalf_of"] or employers[entry["person"]]
        wrong = misfit(asked, senders.get(code, Sent()))
        if wrong:
            demanded = {"organisation": asked.organisation, "kind": asked.kind, "district": asked.district}[
                wrong
            ]
            facts = {"post": entry["post"], "demanded": demanded, "code": code or _("niemand")}
            message = _("de zetel %(post)s vraagt iemand van %(demanded)s, niet van %(code)s.") % facts
            yield entry.line.problem("on_behalf_of", message)

"""Which text a form is about, and what who typed on an earlier one gets: what changed, with what they typed."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from django import forms
from django.utils.translation import gettext as _

from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.forms.positions import keep_typed, names_of
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import may_read_proposal
from noaber.decisions.queries.versions.version import whole_versions
from noaber.decisions.rules.materiality import changed_labels
from noaber.decisions.services.answers.seen_texts import next_text_words
from noaber.decisions.views.places import proposal_address
from noaber.decisions.views.versions.older_texts import difference_action

UNKNOWN: Final = -1  # of what was put ready before it was kept with it


def about_words(found: Standing) -> str:
    """The text that a form is about."""
    text = _("Dit gaat over versie %(number)s van %(day)s.")
    return text % {"number": found.number, "day": long_date(found.dated_on)}


def earlier_text(typed: Mapping[str, str] | None, found: Standing) -> int:
    """The number of another text, on which this was typed, or `UNKNOWN`; 0 when it was the present one."""
    if typed is not None and "version" not in typed:
        return UNKNOWN
    seen = (typed or {}).get("version", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else found.number
    return 0 if number == found.number else number


def read_again(
    request: Request, found: Standing, form: forms.Form, typed: Mapping[str, str], labels: Collection[str]
) -> Notice:
    """Fill what was typed into a form about the present text, but for the answers on points that changed."""
    seen = earlier_text(typed, found)
    if seen == UNKNOWN:
        return _unknown(request, found, form, typed, labels)
    whole = whole_versions(found.code, (seen, found.number))
    is_known = seen in whole and seen < found.number
    changed = (
        changed_labels(whole[seen].content, whole[found.number].content) if is_known else frozenset(labels)
    )
    keep_typed(form, typed, changed)
    is_here = request.method == "POST"
    who = _("U las versie %(number)s.") if is_here else _("Dit is klaargezet op versie %(number)s.")
    advice = _("Lees wat er veranderde en vul uw standpunt opnieuw in.")
    points = list(_points(form, typed, [label for label in labels if label in changed]))
    if is_here and request.FILES:
        points.append(_("Kies ook het bestand opnieuw; dat is niet bewaard."))
    return Notice(
        " ".join([next_text_words(found.number, found.sent_at), who % {"number": seen}, advice]),
        "warning",
        title=_("De tekst is gewijzigd"),
        points=tuple(points),
        action=difference_action(found, seen) if may_read_proposal(request.actor, found.code) else None,
    )


def _unknown(
    request: Request, found: Standing, form: forms.Form, typed: Mapping[str, str], labels: Collection[str]
) -> Notice:
    """Nobody knows which words it was about: what was chosen is said, and chosen anew."""
    text = _(
        "Bij wat hier was ingevuld, is niet bewaard over welke versie van de tekst het ging. Lees de tekst van nu, "
        "versie %(number)s van %(day)s, en kies uw antwoorden opnieuw."
    )
    said = {label: _chosen(form, typed, label) for label in labels}
    keep_typed(form, typed, labels)
    to_text = Action(_("Bekijk het voorstel"), proposal_address(found.code))
    return Notice(
        text % {"number": found.number, "day": long_date(found.dated_on)},
        "warning",
        points=tuple(
            _("Punt %(label)s: er was gekozen: %(chosen)s.") % {"label": label, "chosen": chosen}
            for label, chosen in said.items()
            if chosen
        ),
        action=to_text if may_read_proposal(request.actor, found.code) else None,
    )


def _chosen(form: forms.Form, typed: Mapping[str, str], label: str) -> str:
    """In words; empty for nothing."""
    name = names_of(label)[0]
    answer = typed.get(name, "")
    return str(dict(form.fields[name].choices).get(answer, "")) if answer else ""  # type: ignore[attr-defined]


def _points(form: forms.Form, typed: Mapping[str, str], changed: Collection[str]) -> Iterator[str]:
    """Of each point that changed what was chosen, in words: that was about other words."""
    if not changed:
        yield _("De punten zijn niet gewijzigd. Wat er was ingevuld, staat er nog.")
    for label in changed:
        chosen = _chosen(form, typed, label)
        text = _("Punt %(label)s is gewijzigd.")
        if chosen:
            text = _("Punt %(label)s is gewijzigd. Er was gekozen: %(chosen)s. Kies opnieuw.")
        yield text % {"label": label, "chosen": chosen}

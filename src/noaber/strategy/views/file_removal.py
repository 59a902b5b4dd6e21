"""Taking a document away for good: the question, and what that does."""

from django.utils.translation import gettext as _

from noaber.core.components.confirmation import Confirmation


def removal(name: str, back: str, revision: int) -> Confirmation:
    """The question whether a document goes away for good."""
    return Confirmation(
        title=_("Bestand weghalen"),
        question=_("Wilt u “%(name)s” weghalen?") % {"name": name},
        confirm_label=_("Haal het bestand weg"),
        cancel_url=back,
        consequences=removal_effects(),
        tone="danger",
        hidden=(("revision", str(revision)),),
    )


def removal_effects() -> tuple[str, ...]:
    """What taking a document away does."""
    return (
        _("Niemand kan het meer openen, ook niet op een eerdere datum."),
        _("Wat erbij is vastgelegd, blijft staan."),
    )

"""What to fill in for the addresses of figures."""

from typing import Final

from tests.consistency.addresses.shared import Samples


def _card() -> str:
    """The signal of Enschede, at which somebody looks."""
    from noaber.figures.models import SignalCard

    return str(SignalCard.objects.get(area="GM0153", since=201906).pk)


def _measure() -> str:
    """The saved question about a measure that never was."""
    from noaber.figures.models import SavedMeasure

    return str(SavedMeasure.objects.values_list("pk", flat=True)[0])


def _annotation() -> str:
    """What Barneveld knows of its figures."""
    from noaber.figures.models import Annotation

    return str(Annotation.objects.values_list("pk", flat=True)[0])


SAMPLES: Final[Samples] = {
    "cijfers/soort/<str:code>/": lambda: "1.1.1",
    "cijfers/gemeente/<slug:code>/": lambda: "GM0193",
    "cijfers/gemeente/<slug:code>/vergelijken/": lambda: "GM0193",
    "cijfers/gemeente/<slug:code>/wijken/": lambda: "GM0193",
    "cijfers/district/<slug:code>/": lambda: "ijsselland",
    "cijfers/signalen/<uuid:key>/": _card,
    "cijfers/signalen/<uuid:key>/<slug:step>/": lambda: f"cijfers/signalen/{_card()}/bevinding/",
    "cijfers/aantekeningen/<int:key>/intrekken/": _annotation,
    "cijfers/effect/bewaard/<int:key>/weghalen/": _measure,
    **dict.fromkeys(
        (
            f"cijfers/maandberichten/<slug:month>/{page}"
            for page in ("", "versturen/", "voortgang/", "verzonden/", "opnieuw/")
        ),
        lambda: "2019-07",
    ),
    "cijfers/maandberichten/<slug:month>/<slug:area>/": lambda: "cijfers/maandberichten/2019-07/GM0153/",
    "cijfers/maandberichten/<slug:month>/<slug:area>/<str:name>": lambda: (
        "cijfers/maandberichten/2019-07/GM0153/veiligheidscijfers-gm0153-2019-07-voorbeeldgegevens.pdf"
    ),
    "maandbericht/<str:token>/": lambda: "geen-mail",
    "maandbericht/<str:token>/stop/": lambda: "geen-mail",
}

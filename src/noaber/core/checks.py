"""System checks: what an installation lacks without being broken; ``noaber serve`` and ``check --deploy`` say it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext as _

PACKED: Final = Path(__file__).resolve().parent / "static" / "vendor" / "utrecht.css"


def has_packed_styles() -> bool:
    """Whether ``tools/build_assets.py`` has packed the components; without them the plain sheet takes over."""
    return PACKED.is_file()


@checks.register("noaber", deploy=True)
def packed_styles(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """`core.W001` when the style sheets and fonts were never packed, because npm was not there."""
    if has_packed_styles():
        return []
    sentence = _("De opmaak van de pagina's ontbreekt: Noaber gebruikt de eenvoudige.")
    hint = _("Installeer npm en typ: make setup")
    return [checks.Warning(sentence, hint=hint, id="core.W001")]

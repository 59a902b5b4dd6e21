"""What pages with charts ask for themselves."""

from pathlib import Path
from typing import Final

from django import template
from django.templatetags.static import static

import noaber.core

register = template.Library()
ENGINE: Final = "vendor/vega.js"
_PACKED: Final = Path(noaber.core.__file__).resolve().parent / "static" / ENGINE


@register.simple_tag
def chart_engine() -> str:
    """The address of what the browser draws with; empty where it was not packed (``tools/build_assets.py``)."""
    return static(ENGINE) if _PACKED.is_file() else ""

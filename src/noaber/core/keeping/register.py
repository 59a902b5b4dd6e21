"""The verwerkingsregister as a document (docs/privacy.md is its printed form)."""

from itertools import groupby

from django.template.loader import render_to_string

from noaber.core.privacy import FieldCare, register


def register_document() -> str:
    """Markdown, in Dutch: a table per table."""
    by_table = [(lines[0], lines) for lines in _grouped()]
    return render_to_string("core/keeping/privacy_register.md", {"tables": by_table})


def _grouped() -> list[list[FieldCare]]:
    return [list(lines) for _, lines in groupby(register(), key=lambda line: line.table)]

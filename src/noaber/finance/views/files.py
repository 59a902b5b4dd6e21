"""A file that the reader keeps; in a demonstration its name says so."""

from django.http import HttpResponse

from noaber.core.models import Demonstration


def file_response(contents: bytes, name: str, media_type: str) -> HttpResponse:
    """`name` with its ending; one that says already that it is an example stays as it is."""
    stem, _dot, ending = name.rpartition(".")
    is_example = Demonstration.objects.exists() and not stem.endswith("-voorbeeldgegevens")
    response = HttpResponse(contents, content_type=media_type)
    shown = f"{stem}-voorbeeldgegevens.{ending}" if is_example else name
    response["Content-Disposition"] = f'attachment; filename="{shown}"'
    return response

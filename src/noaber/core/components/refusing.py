"""The form under every page that writes: what its service refuses stands at the field that it is about."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError


class RefusingForm(forms.Form):
    """A form whose input a service may refuse. `field_names`: where the field of a refusal has another name here."""

    field_names: ClassVar[Mapping[str, str]] = {}

    def full_clean(self) -> None:
        """What a page sends along by itself nobody can fill in: without it the page must be opened anew."""
        super().full_clean()
        if self.is_bound and "revision" in self.errors:
            del self.errors["revision"]
            self.add_error(
                None, _("Open deze pagina opnieuw en vul haar dan in. Er is nog niets vastgelegd.")
            )

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of a service at the field it is about; else with the form as a whole."""
        name = self.field_names.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, error.message)

"""What the forms of the editor have in common: the revision that the writer saw, and a refusal at its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.core.errors import DomainError


class RefusingForm(forms.Form):
    """A form that shows what a service refused."""

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)

    def is_typed_in(self, name: str) -> bool:
        """Whether somebody changed this field; a browser sends other line ends than we keep."""
        bound = self[name]
        if bound.is_hidden or name not in self.changed_data:
            return False
        first, typed = bound.initial, bound.data
        if isinstance(first, str) and isinstance(typed, str):
            return first.split() != typed.split()
        return True


class RevisionForm(RefusingForm):
    """A form about something that another may change meanwhile."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": _("Ververs de pagina en probeer het opnieuw.")},
    )

"""allauth lets go of the last passkey without asking; this house asks first."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """Refuses to remove the last second factor of someone who holds a role."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response

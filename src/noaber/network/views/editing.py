"""What the pages of the register do beside every write page (`noaber.accounts.editing`): both values of a conflict,
and a preview of what confirming will do.
"""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts import editing
from noaber.accounts.editing import Crumbs, EditPage, crumbs_of
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.conflict import conflict_page
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request
from noaber.network.forms.stating import ChangeForm, RegisterForm

CONFIRMED = "bevestigd"


def edit(request: Request, form: RegisterForm, page: EditPage, save: Callable[[], str]) -> HttpResponse:
    """As for every form; who was overtaken here sees both values beside each other."""
    return editing.edit(request, form, page, save, partial(_conflict, request, form, page))


def edit_after_preview(
    request: Request,
    form: RegisterForm,
    page: EditPage,
    preview: Callable[[], HttpResponse],
    save: Callable[[], str],
) -> HttpResponse:
    """As `edit`, but the first time a form is sent `preview` shows what confirming will do."""
    if request.method == "POST" and CONFIRMED not in request.POST and form.is_valid():
        try:
            return preview()
        except Conflict as conflict:
            return _conflict(request, form, page, conflict)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return edit(request, form, page, save)


def carried(request: Request) -> tuple[tuple[str, str], ...]:
    """What the confirming button sends again, with the word that it was confirmed."""
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", CONFIRMED)]
    pairs = [(name, value) for name in names for value in request.POST.getlist(name)]
    return (*pairs, (CONFIRMED, "ja"))


def _conflict(request: Request, form: RegisterForm, page: EditPage, conflict: Conflict) -> HttpResponse:
    """Both values, where there is a difference; otherwise what was typed is what there is."""
    if isinstance(form, ChangeForm) and form.known.revision < conflict.revision:
        return _ask_again(request)  # the form was filled just before the other saved: its words are old
    typed, stored = form.comparison()
    if typed or isinstance(form, ChangeForm):
        conflict = conflict.with_values(form.words(typed), form.words(stored))
        if not conflict.clashes:
            messages.info(request, _("Dit stond al zo in het register; er is niets dubbel opgeslagen."))
            return redirect(page.back_url)
    address = request.get_full_path()
    shown = conflict_page(conflict, edit_url=address, back_url=page.back_url)
    if isinstance(form, ChangeForm):
        conflict.subject = page.kicker or conflict.subject  # its name, where the service has a code
        carried_on = _carried_on(request, form)
        shown = conflict_page(
            conflict, edit_url=address, back_url=page.back_url, disputed=form.disputed(), carried=carried_on
        )
    return render(request, "core/conflict.html", {"conflict": shown, **crumbs_of(page.crumbs)}, status=409)


def _ask_again(request: Request) -> HttpResponse:
    """The same request once more, which reads what the other saved and meets the same conflict."""
    match = request.resolver_match
    if match is None:
        raise RuntimeError("a page without an address")
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _carried_on(request: Request, form: ChangeForm) -> dict[str, str]:
    """What was sent besides the disputed fields, at the revision whose words the reader now sees."""
    left_out = {"csrfmiddlewaretoken", CONFIRMED, *form.changes}
    sent = {name: str(value) for name, value in request.POST.items() if name not in left_out}
    return {**sent, "revision": str(form.known.revision)}


def ask(request: Request, confirmation: Confirmation, crumbs: Crumbs) -> HttpResponse:
    """The page that asks once more."""
    context = {"confirmation": confirmation, **crumbs_of(crumbs, confirmation.title)}
    return render(request, "core/confirm.html", context)

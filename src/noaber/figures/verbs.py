"""What the verbs of figures are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "figures.import_release": _("Publicatie van cijfers ingelezen"),
    "figures.open_signals": _("Signalen van een maand gelezen"),
    "figures.record_signal_step": _("Stap bij een signaal vastgelegd"),
    "figures.annotate": _("Aantekening bij cijfers geschreven"),
    "figures.choose_report": _("Keuze voor het maandbericht vastgelegd"),
    "figures.invite_readers": _("Uitgenodigd voor het maandbericht"),
    "figures.send_reports": _("Maandberichten laten versturen"),
    "figures.deliver_report": _("Maandbericht klaargezet"),
    "figures.save_measure": _("Vraag over een maatregel bewaard"),
    "figures.remove_measure": _("Bewaarde vraag over een maatregel weggehaald"),
    "figures.withdraw_annotation": _("Aantekening bij cijfers ingetrokken"),
}

"""What the verbs of the network are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "network.apply_import": _("Lijst doorgevoerd"),
    "network.appoint": _("Iemand benoemd"),
    "network.assign_portfolio": _("Thema toegewezen"),
    "network.begin_import": _("Lijst ingelezen"),
    "network.cancel_ending": _("Einde teruggedraaid"),
    "network.change_body": _("Overleg gewijzigd"),
    "network.change_holder": _("Opvolging vastgelegd"),
    "network.change_organisation": _("Organisatie gewijzigd"),
    "network.change_person": _("Persoon gewijzigd"),
    "network.change_post": _("Zetel gewijzigd"),
    "network.change_theme": _("Thema gewijzigd"),
    "network.discard_import": _("Lijst weggedaan"),
    "network.end_body": _("Overleg opgeheven"),
    "network.end_membership": _("Termijn beëindigd"),
    "network.end_portfolio": _("Portefeuille beëindigd"),
    "network.end_seat": _("Zetel opgeheven"),
    "network.end_theme": _("Thema beëindigd"),
    "network.erase_person": _("Persoon gewist uit het register"),
    "network.establish_body": _("Overleg toegevoegd"),
    "network.establish_post": _("Zetel toegevoegd"),
    "network.establish_theme": _("Thema toegevoegd"),
    "network.fill_vacancy": _("Vacature vervuld"),
    "network.forget_imports": _("Oude lijsten opgeruimd"),
    "network.import_boundaries": _("Gemeentegrenzen ingelezen"),
    "network.link_account": _("Account aan persoon gekoppeld"),
    "network.load_network": _("Netwerk geladen"),
    "network.merge_municipalities": _("Gemeenten samengevoegd"),
    "network.open_vacancy": _("Functie opengesteld"),
    "network.record_populations": _("Inwonertallen vastgelegd"),
    "network.register_organisation": _("Organisatie toegevoegd"),
    "network.register_person": _("Persoon toegevoegd"),
    "network.reopen_handover_item": _("Punt van een overdracht weer geopend"),
    "network.settle_handover_item": _("Punt van een overdracht afgevinkt"),
    "network.take_back_merger": _("Samenvoeging teruggenomen"),
    "network.take_back_succession": _("Opvolging teruggenomen"),
    "network.take_back_term": _("Laatste wijziging van een termijn teruggenomen"),
    "network.withdraw_vacancy": _("Vacature ingetrokken"),
}

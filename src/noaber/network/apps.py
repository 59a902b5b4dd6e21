from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "noaber.network"
    label = "network"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from noaber.accounts.api import register_grant_source, register_person_link
        from noaber.core.guards import register_guards
        from noaber.core.personal_data import register_person_data
        from noaber.core.verbs import register_verbs
        from noaber.network import privacy, triggers, verbs  # noqa: F401
        from noaber.network.grants import grants_from_mandates
        from noaber.network.imports.hooks import register_imports
        from noaber.network.records import declare_records
        from noaber.network.services.people import link_invited
        from noaber.network.services.personal_data import RegisteredPersons
        from noaber.network.views.hooks import register_hooks

        register_verbs(verbs.WORDS)
        register_guards("network", triggers.statements)
        register_grant_source(grants_from_mandates)
        register_person_link(link_invited)
        register_person_data(RegisteredPersons())
        declare_records()
        register_hooks()
        register_imports()

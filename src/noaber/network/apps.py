from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "noaber.network"
    label = "network"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from noaber.accounts.api import register_grant_source
        from noaber.network.grants import grants_from_mandates
        from noaber.network.views.hooks import register_hooks

        register_grant_source(grants_from_mandates)
        register_hooks()

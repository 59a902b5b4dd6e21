from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "noaber.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from noaber.accounts import office_pages, privacy, verbs  # noqa: F401
        from noaber.accounts.jobs import register_jobs
        from noaber.accounts.views.home import principals_panel
        from noaber.accounts.views.prepared import prepared_panel, prepared_tasks
        from noaber.core.points import register_home_panel, register_task
        from noaber.core.verbs import register_verbs

        register_verbs(verbs.WORDS)
        office_pages.register_pages()
        register_home_panel(5, principals_panel)
        register_home_panel(6, prepared_panel)
        register_task(prepared_tasks)
        register_jobs()

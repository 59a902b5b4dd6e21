"""An OpenID Connect provider as a process of its own (oidc-provider-mock), with the people a test wants."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import httpx

from tests.servers.postgres import free_port

START_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """A running provider; it takes every client."""

    address: str

    @property
    def settings(self) -> dict[str, str]:
        """The variables with which Noaber uses this provider."""
        return {
            "NOABER_OIDC_URL": self.address,
            "NOABER_OIDC_NAME": "Gemeente Voorbeeld",
            "NOABER_OIDC_CLIENT_ID": "noaber",
            "NOABER_OIDC_SECRET": "a secret of the test suite",
        }

    def know(self, subject: str, **claims: object) -> None:
        """Make someone known, with the claims that the provider states about them."""
        httpx.put(f"{self.address}/users/{quote(subject)}", json=claims).raise_for_status()

    def approve(self, authorization_url: str, subject: str) -> str:
        """Sign someone in at the provider; the address to which it sends the browser back."""
        answer = httpx.post(authorization_url, data={"sub": subject})
        return answer.headers["Location"]


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    port = free_port()
    # Its own dependencies warn of what they will drop; this suite makes errors of warnings only for itself.
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    provider = IdentityProvider(f"http://127.0.0.1:{port}")
    try:
        _wait_until_ready(provider, process)
        yield provider
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_ready(provider: IdentityProvider, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    with (
        httpx.Client() as asking
    ):  # a client of its own each time would read all certificates for each question
        while time.monotonic() < until and process.poll() is None:
            try:
                asking.get(f"{provider.address}/.well-known/openid-configuration").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
    raise RuntimeError("the identity provider did not start")

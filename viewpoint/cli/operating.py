"""What commands share: their services, and acting for a council."""

import os
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Viewer, operator
from viewpoint.settings import Settings, SettingsError
from viewpoint.wiring import Services


def with_services(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its services, and answer what we refuse ourselves with one plain message."""

    def _run(*args: Any, **options: Any) -> None:
        try:
            command(Services(Settings.from_environ(os.environ)), *args, **options)
        except (ViewpointError, SettingsError) as error:
            raise click.ClickException(str(error) or type(error).__name__) from error

    return update_wrapper(_run, command)


def operator_of(services: Services, council: str) -> Viewer:
    """The operator, acting for a council.

    Raises:
        click.BadParameter: there is no such council.
    """
    if AuthorityId(council) not in services.councils:
        known = ", ".join(services.councils)
        raise click.BadParameter(f"there is no council {council}; known: {known}", param_hint="--council")
    return operator(AuthorityId(council))

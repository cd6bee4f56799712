"""What guards words and numbers: secrets, the audit log, who may read releases."""

import base64
import secrets

import click

from viewpoint.cli.operating import operator_of, with_services
from viewpoint.storage.release_reader import grants
from viewpoint.wiring import Services, utc_now


@click.group()
def keys() -> None:
    """Keys and secrets."""


@keys.command("new")
def keys_new() -> None:
    """Print a fresh set of secrets, ready for an environment file."""
    click.echo(f"VIEWPOINT_SECRET_KEYS={secrets.token_urlsafe(48)}")
    click.echo(f"VIEWPOINT_FIELD_KEYS=k{utc_now():%Y%m}:{_random_key()}")
    click.echo(f"VIEWPOINT_CODE_KEY={_random_key()}")
    click.echo(f"VIEWPOINT_AUDIT_KEY={_random_key()}")


@keys.command("rewrap")
@with_services
def keys_rewrap(services: Services) -> None:
    """Wrap every authority's key under the newest field key, so that older ones can be retired."""
    services.rewrap_keys()
    click.echo("Every authority's key is under the newest field key.")


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
@click.option("--council", required=True, help="The council's code.")
@with_services
def audit_verify(services: Services, council: str) -> None:
    """Walk the whole chain, against the anchors noted outside the database."""
    fault = services.audit_trail.first_fault(operator_of(services, council))
    if fault:
        raise click.ClickException(f"line {fault.seq}: {fault.what}")
    click.echo("Every line holds.")


@click.group()
def release() -> None:
    """Sealed releases."""


@release.command("grants")
@click.argument("role")
def release_grants(role: str) -> None:
    """Print the PostgreSQL statements that let ROLE read releases and nothing else."""
    click.echo(";\n".join(grants(role)) + ";")


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()

"""Wiring: every service there, each kind of task with its hand, and a new council begun with its key."""

import shutil
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, HandSetClock, World, demo_settings
from viewpoint.channels.notify import Notify
from viewpoint.channels.outbox import Outbox
from viewpoint.channels.smtp import Smtp
from viewpoint.domain.invitation import Channel
from viewpoint.settings import Delivery, SettingsError
from viewpoint.settings import Notify as NotifySettings
from viewpoint.settings import Smtp as SmtpSettings
from viewpoint.storage.migrate import is_current
from viewpoint.storage.tables.keys import AuthorityKey
from viewpoint.storage.work import TaskKind
from viewpoint.wiring import Services, utc_now

SMTP = SmtpSettings(host="localhost", sender="voice@fernshire.example")
NOTIFY_KEY = f"made_up-{'1' * 8}-1111-4111-8111-{'1' * 12}-{'2' * 8}-2222-4222-8222-{'2' * 12}"
PROPERTIES = [name for name, value in vars(Services).items() if isinstance(value, cached_property)]


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_service_is_made_once(small_world: World, name: str) -> None:
    services = small_world.services
    assert getattr(services, name) is getattr(services, name)


def test_every_kind_of_task_has_somebody_who_does_it(small_world: World) -> None:
    assert vars(small_world.services.worker)["_handlers"].keys() == set(TaskKind)


def test_a_new_database_is_brought_up_to_date_and_each_council_begun_once(tmp_path: Path) -> None:
    settings = demo_settings(tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}")
    services = Services(settings, HandSetClock())
    for _again in range(2):
        services.upgrade_database()
    assert is_current(services.database)
    with services.database.read() as connection:
        assert list(connection.execute(select(AuthorityKey.authority_id)).scalars()) == [COUNCIL]
    services.database.close()


def test_a_folder_without_a_council_says_so(tmp_path: Path) -> None:
    settings = demo_settings(tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}")
    shutil.rmtree(settings.councils)
    settings.councils.mkdir()
    with pytest.raises(SettingsError, match="VIEWPOINT_COUNCILS"):
        _ = Services(settings).councils


@pytest.mark.parametrize(
    ("delivery", "kind", "channels"),
    [
        (Delivery.OUTBOX, Outbox, {Channel.SMS, Channel.EMAIL}),
        (Delivery.SMTP, Smtp, {Channel.EMAIL}),
        (Delivery.NOTIFY, Notify, {Channel.SMS, Channel.EMAIL}),
    ],
)
def test_messages_leave_as_the_settings_say(
    tmp_path: Path, delivery: Delivery, kind: type, channels: set[Channel]
) -> None:
    settings = replace(
        demo_settings(tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}"),
        delivery=delivery,
        smtp=SMTP if delivery is Delivery.SMTP else None,
        notify=NotifySettings(api_key=NOTIFY_KEY) if delivery is Delivery.NOTIFY else None,
    )
    services = Services(settings, HandSetClock())
    deliver = vars(services.worker)["_handlers"][TaskKind.DELIVER].__self__
    assert isinstance(vars(deliver)["_parts"].channel, kind)
    assert services.inviting.channels == channels
    services.database.close()


def test_the_languages_are_those_that_the_council_offers_and_the_questionnaires_speak(
    small_world: World,
) -> None:
    assert set(small_world.services.languages) == {"en", "cy", "ar"}


def test_the_real_clock_is_in_utc() -> None:
    assert utc_now().tzname() == "UTC"


def test_services_show_no_secret(small_world: World) -> None:
    shown = repr(small_world.services)
    assert "a made-up key" not in shown
    assert {field.name for field in fields(small_world.services)} == {"settings", "clock", "request_id"}

"""Wiring: every service there, each kind of task with its hand, and a new council begun with its key."""

import shutil
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from inspect import getmembers
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.builders import COUNCIL, HandSetClock, World, demo_settings
from viewpoint.channels.notify import Notify
from viewpoint.channels.outbox import Outbox
from viewpoint.channels.smtp import Smtp
from viewpoint.cli import operating, running
from viewpoint.domain.council import EmergencyTeam
from viewpoint.domain.invitation import Channel
from viewpoint.domain.languages import LANGUAGES
from viewpoint.exchange.help_services import unverified_numbers
from viewpoint.settings import Delivery, Settings, SettingsError
from viewpoint.settings import Notify as NotifySettings
from viewpoint.settings import Smtp as SmtpSettings
from viewpoint.storage.migrate import is_current
from viewpoint.storage.tables.keys import AuthorityKey
from viewpoint.storage.work import TaskKind
from viewpoint.web import app as app_module
from viewpoint.wiring import Services, utc_now

SMTP = SmtpSettings(host="localhost", sender="voice@fernshire.example")
NOTIFY_KEY = f"made_up-{'1' * 8}-1111-4111-8111-{'1' * 12}-{'2' * 8}-2222-4222-8222-{'2' * 12}"
TEMPLATE = f"{'3' * 8}-3333-4333-8333-{'3' * 12}"
PROPERTIES = sorted(
    name for name, _value in getmembers(Services, lambda value: isinstance(value, cached_property))
)


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


@pytest.mark.parametrize(
    ("delivery", "templates", "has_server", "mails", "can_text"),
    [
        (Delivery.OUTBOX, {}, False, Outbox, True),
        (Delivery.SMTP, {}, True, Smtp, False),
        (Delivery.NOTIFY, {"staff.email.en": TEMPLATE}, False, Notify, False),
        (Delivery.NOTIFY, {"emergency.sms.en": TEMPLATE}, True, Smtp, True),
    ],
)
def test_messages_to_staff_leave_as_the_settings_say(
    tmp_path: Path,
    delivery: Delivery,
    templates: dict[str, str],
    has_server: bool,
    mails: type,
    can_text: bool,
) -> None:
    settings = replace(
        demo_settings(tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}"),
        delivery=delivery,
        smtp=SMTP if has_server else None,
        notify=NotifySettings(api_key=NOTIFY_KEY, templates=templates)
        if delivery is Delivery.NOTIFY
        else None,
    )
    services = Services(settings, HandSetClock())
    teller = vars(services.worker)["_handlers"][TaskKind.TELL_EMERGENCY_TEAM].__self__
    channels = vars(teller)["_parts"].channels
    assert isinstance(channels.mails, mails)
    assert isinstance(vars(services.staff_mail)["_parts"].channel, mails)
    assert (channels.texts is not None) is can_text
    services.database.close()


def test_the_languages_are_those_that_the_council_offers_and_the_questionnaires_speak(
    small_world: World,
) -> None:
    assert set(small_world.services.languages) == set(LANGUAGES)


def test_the_real_clock_is_in_utc() -> None:
    assert utc_now().tzname() == "UTC"


def test_services_show_no_secret(small_world: World) -> None:
    shown = repr(small_world.services)
    assert "a made-up key" not in shown
    assert {field.name for field in fields(small_world.services)} == {"settings", "clock", "request_id"}


def warnings(services: Services, on: date) -> list[str]:
    return [line for line in services.warnings(on) if "is not offered" not in line]


def test_numbers_and_rights_that_nobody_verified_for_180_days_are_warned_of(small_world: World) -> None:
    services = small_world.services
    fresh, stale = (warnings(services, date(2026, 11, 21) + timedelta(days=days)) for days in (180, 181))
    number = "FERNSHIRE, duty: last verified on 2026-11-21; ring it and set verified_on"
    childline = "childline: last verified on 2026-11-21; check it again"
    for line in (number, childline):
        assert line not in fresh
        assert line in stale
    assert any(line.startswith("rights, england, meeting: 4 text(s)") for line in stale)
    assert not [line for line in stale if "scotland" in line], "no council here is Scottish"


def test_a_council_that_never_rang_its_numbers_is_told(small_world: World) -> None:
    services = small_world.services
    own = services.councils[COUNCIL]
    assert own.duty is not None
    never = replace(own, duty=replace(own.duty, verified_on=None))
    assert unverified_numbers(never, date(2026, 11, 22)) == [
        "FERNSHIRE, duty: nobody has verified it; ring it and set verified_on"
    ]


@pytest.mark.parametrize(
    ("phone", "email", "is_told"), [("", "", True), ("07700 900105", "", False), ("", "edt@x.example", False)]
)
def test_a_council_whose_emergency_team_cannot_be_told_is_told(
    small_world: World, phone: str, email: str, is_told: bool
) -> None:
    services = Services(small_world.services.settings, small_world.clock)
    own = small_world.services.councils[COUNCIL]
    councils = {COUNCIL: replace(own, emergency_team=EmergencyTeam(phone=phone, email=email))}
    services.__dict__.update({"councils": councils, "unsaid": {}})
    told = [line for line in services.warnings(date(2026, 11, 22)) if "office is closed" in line]
    assert bool(told) is is_told
    services.database.close()


def test_the_command_that_checks_says_so(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operating, "Services", lambda _settings: small_world.services)
    monkeypatch.setattr(Settings, "from_environ", lambda _environ: small_world.services.settings)
    monkeypatch.setattr(running, "utc_now", lambda: datetime(2027, 6, 1, tzinfo=UTC))
    result = CliRunner().invoke(running.check)
    assert result.exit_code == 0, result.output
    assert "Look at: childline: last verified on 2026-11-21; check it again" in result.output
    assert "Look at: FERNSHIRE, duty: last verified on 2026-11-21" in result.output


def test_and_so_does_every_start(
    small_world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    services = small_world.services
    late = Services(services.settings, lambda: datetime(2027, 6, 1, tzinfo=UTC))
    monkeypatch.setattr(Settings, "from_environ", lambda _environ: services.settings)
    monkeypatch.setattr(app_module, "set_up_logging", lambda _level: None)
    monkeypatch.setattr(app_module, "Services", lambda _settings, **_options: late)
    app_module.from_environ()
    late.database.close()
    assert "look at: FERNSHIRE, duty: last verified on 2026-11-21" in caplog.text

"""Settings: every fault told at once, no secret told at all, and nothing started that is not safe."""

import base64
from pathlib import Path

import pytest

from viewpoint.settings import NOT_OURS, SETTINGS, Delivery, Mode, Settings, SettingsError

ROOT = Path(__file__).resolve().parent.parent
KEY = base64.b64encode(bytes(range(32))).decode()
SECRET = "a made-up key that is long enough for a test"
SMTP = {
    "VIEWPOINT_DELIVERY": "smtp",
    "VIEWPOINT_SMTP_HOST": "mail.fernshire.example",
    "VIEWPOINT_SMTP_SENDER": "voice@fernshire.example",
    "VIEWPOINT_SMTP_USER": "voice",
    "VIEWPOINT_SMTP_PASSWORD": "a made-up password",
}
NOTIFY = {
    "VIEWPOINT_DELIVERY": "notify",
    "VIEWPOINT_NOTIFY_API_KEY": "made-up-key-of-notify",
    "VIEWPOINT_NOTIFY_TEMPLATES": '{"invitation.sms.en": "1234", "staff.email.en": "5678"}',
}

OIDC = {
    "VIEWPOINT_OIDC_ISSUER": "https://login.microsoftonline.com/0b1f5a52/v2.0",
    "VIEWPOINT_OIDC_CLIENT_ID": "made-up-app",
    "VIEWPOINT_OIDC_CLIENT_SECRET": "a made-up client secret",
    "VIEWPOINT_OIDC_TENANT": "0B1F5A52",
    "VIEWPOINT_OIDC_COUNCIL": "FERNSHIRE",
    "VIEWPOINT_OIDC_ROLES": '{"Viewpoint.IRO": "iro"}',
}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """All that production needs."""
    return {
        "VIEWPOINT_BASE_URL": "https://voice.fernshire.example",
        "VIEWPOINT_DATABASE_URL": "postgresql+psycopg://user:hidden-password@db/viewpoint",
        "VIEWPOINT_SECRET_KEYS": SECRET,
        "VIEWPOINT_FIELD_KEYS": f"a:{KEY}",
        "VIEWPOINT_CODE_KEY": KEY,
        "VIEWPOINT_AUDIT_KEY": KEY,
        "VIEWPOINT_COUNCILS": str(tmp_path),
        **SMTP,
    }


def faults(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(environ)
    heading, *lines = str(caught.value).splitlines()
    assert heading == "these settings want mending:"
    return [line.strip() for line in lines]


def test_what_production_needs_is_enough(environ: dict[str, str], tmp_path: Path) -> None:
    settings = Settings.from_environ(environ)
    assert (settings.mode, settings.delivery, settings.is_demo) == (Mode.PRODUCTION, Delivery.SMTP, False)
    assert (settings.host, settings.is_https) == ("voice.fernshire.example", True)
    assert (settings.secret_keys, settings.field_keys) == ((SECRET,), {"a": bytes(range(32))})
    assert settings.smtp is not None
    assert (settings.smtp.port, settings.smtp.security, settings.smtp.user) == (587, "starttls", "voice")
    assert (settings.councils, settings.notify, settings.audit_anchor) == (tmp_path, None, None)
    assert (settings.proxy_hops, settings.log_level, settings.releases_database_url) == (0, "INFO", None)


def test_nothing_set_names_everything_that_is_missing_at_once() -> None:
    told = faults({})
    for name in (
        "BASE_URL",
        "DATABASE_URL",
        "SECRET_KEYS",
        "FIELD_KEYS",
        "CODE_KEY",
        "AUDIT_KEY",
        "COUNCILS",
    ):
        (fault,) = [line for line in told if line.startswith(f"VIEWPOINT_{name} ")]
        assert fault == f"VIEWPOINT_{name} is not set: {SETTINGS[f'VIEWPOINT_{name}']}"
    assert any(line.startswith("VIEWPOINT_DELIVERY ") for line in told)


WRONG = {
    "VIEWPOINT_MODE": "development",
    "VIEWPOINT_BASE_URL": "voice.fernshire.example",
    "VIEWPOINT_DATABASE_URL": "mysql://db/viewpoint",
    "VIEWPOINT_RELEASES_DATABASE_URL": "postgresql+psycopg://",
    "VIEWPOINT_SECRET_KEYS": "too short",
    "VIEWPOINT_FIELD_KEYS": "no colon",
    "VIEWPOINT_CODE_KEY": "not base64!",
    "VIEWPOINT_AUDIT_KEY": base64.b64encode(bytes(16)).decode(),
    "VIEWPOINT_COUNCILS": "/nowhere/at/all",
    "VIEWPOINT_SMTP_PORT": "65536",
    "VIEWPOINT_SMTP_SECURITY": "ssl",
    "VIEWPOINT_PROXY_HOPS": "6",
    "VIEWPOINT_LOG_LEVEL": "CHATTY",
}


def test_everything_that_is_wrong_is_told_at_once_each_with_its_mend(environ: dict[str, str]) -> None:
    told = faults({**environ, **WRONG})
    assert {line.split()[0] for line in told} == WRONG.keys()
    assert len(told) == len(WRONG)
    for name in WRONG:
        assert any(line.startswith(name) and SETTINGS[name] in line for line in told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VIEWPOINT_BASE_URL", "ftp://voice.fernshire.example"),
        ("VIEWPOINT_BASE_URL", "https://"),
        ("VIEWPOINT_BASE_URL", "https://voice.fernshire.example/path"),
        ("VIEWPOINT_DATABASE_URL", "sqlite://"),
        ("VIEWPOINT_DATABASE_URL", "sqlite:///"),
        ("VIEWPOINT_DATABASE_URL", "postgresql://db/viewpoint"),
        ("VIEWPOINT_SECRET_KEYS", f"{SECRET},short"),
        ("VIEWPOINT_SECRET_KEYS", " , "),
        ("VIEWPOINT_FIELD_KEYS", f"a:{KEY},a:{KEY}"),
        ("VIEWPOINT_FIELD_KEYS", f":{KEY}"),
        ("VIEWPOINT_FIELD_KEYS", f"a b:{KEY}"),
        ("VIEWPOINT_FIELD_KEYS", "a:AAAA"),
        ("VIEWPOINT_CODE_KEY", f"{KEY}AAAA"),
        ("VIEWPOINT_SMTP_PORT", "0"),
        ("VIEWPOINT_SMTP_PORT", "twenty-five"),
        ("VIEWPOINT_SMTP_PORT", "٢٥"),
        ("VIEWPOINT_PROXY_HOPS", "-1"),
        ("VIEWPOINT_PROXY_HOPS", "one"),
    ],
)
def test_a_wrong_value_is_one_fault(environ: dict[str, str], name: str, value: str) -> None:
    (fault,) = faults({**environ, name: value})
    assert fault.startswith(f"{name} ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VIEWPOINT_BASE_URL", "https://voice.fernshire.example/"),
        ("VIEWPOINT_DATABASE_URL", "sqlite:////var/lib/viewpoint/viewpoint.sqlite3"),
        ("VIEWPOINT_DATABASE_URL", "postgresql+psycopg://nobody@/viewpoint?host=/run/postgresql"),
        ("VIEWPOINT_SECRET_KEYS", f"{SECRET}, {SECRET[::-1]}"),
        ("VIEWPOINT_FIELD_KEYS", f"b2:{KEY}, a1:{KEY}"),
        ("VIEWPOINT_PROXY_HOPS", "5"),
        ("VIEWPOINT_LOG_LEVEL", "debug"),
        ("VIEWPOINT_SMTP_PORT", "25"),
        ("VIEWPOINT_SMTP_SECURITY", "none"),
        ("VIEWPOINT_MODE", ""),
    ],
)
def test_a_right_value_is_taken(environ: dict[str, str], name: str, value: str) -> None:
    settings = Settings.from_environ({**environ, name: value})
    assert settings.base_url == "https://voice.fernshire.example"
    assert settings.log_level in {"INFO", "DEBUG"}


def test_single_sign_on_is_set_whole_or_not_at_all(environ: dict[str, str]) -> None:
    assert Settings.from_environ(environ).oidc is None
    for nothing in ({"VIEWPOINT_OIDC_ISSUER": ""}, {"VIEWPOINT_OIDC_CLIENT_SECRET_FILE": "/dev/null"}):
        assert Settings.from_environ({**environ, **nothing}).oidc is None
    oidc = Settings.from_environ({**environ, **OIDC}).oidc
    assert oidc is not None
    assert (oidc.tenant, oidc.roles) == ("0b1f5a52", {"Viewpoint.IRO": "iro"})
    assert "client secret" not in repr(oidc)
    for name in OIDC:
        (fault,) = faults({**environ, **{each: OIDC[each] for each in OIDC if each != name}})
        assert fault == f"{name} is not set: {SETTINGS[name]}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISSUER", "http://login.microsoftonline.com/0b1f5a52/v2.0"),
        ("ISSUER", "http://127.0.0.1:8000/0b1f5a52/v2.0"),
        ("ISSUER", "https://login.microsoftonline.com/common/v2.0"),
        ("ISSUER", "https://login.microsoftonline.com/Organizations/v2.0"),
        ("ISSUER", "https://login.microsoftonline.com/{tenantid}/v2.0"),
        ("ISSUER", "https://login.microsoftonline.com/0b1f5a52/v2.0?x=y"),
        ("TENANT", "two tenants"),
        ("TENANT", "x" * 41),
        ("ROLES", "Viewpoint.IRO=iro"),
        ("ROLES", "{}"),
        ("ROLES", '{"Viewpoint.IRO": ["iro"]}'),
        ("ROLES", "[]"),
    ],
)
def test_a_directory_of_many_tenants_or_a_map_of_nothing_is_refused(
    environ: dict[str, str], name: str, value: str
) -> None:
    (fault,) = faults({**environ, **OIDC, f"VIEWPOINT_OIDC_{name}": value})
    assert fault.startswith(f"VIEWPOINT_OIDC_{name} ")


def test_the_demo_may_use_a_directory_on_its_own_machine(environ: dict[str, str]) -> None:
    here = {"VIEWPOINT_MODE": "demo", "VIEWPOINT_OIDC_ISSUER": "http://127.0.0.1:9000/0b1f5a52/v2.0"}
    settings = Settings.from_environ({**environ, **OIDC, **here})
    assert settings.oidc is not None
    assert settings.oidc.issuer == here["VIEWPOINT_OIDC_ISSUER"]
    (fault,) = faults({**environ, **OIDC, **here, "VIEWPOINT_OIDC_ISSUER": "http://10.0.0.1/0b1f5a52"})
    assert fault.startswith("VIEWPOINT_OIDC_ISSUER ")


def test_the_newest_of_several_keys_comes_first(environ: dict[str, str]) -> None:
    rings = {"VIEWPOINT_FIELD_KEYS": f"new:{KEY},old:{KEY}", "VIEWPOINT_SECRET_KEYS": f"{SECRET},{SECRET}2"}
    settings = Settings.from_environ({**environ, **rings})
    assert list(settings.field_keys) == ["new", "old"]
    assert settings.secret_keys == (SECRET, f"{SECRET}2")


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_secret_may_come_as_a_file(environ: dict[str, str], tmp_path: Path, name: str) -> None:
    environ = {
        **environ,
        **NOTIFY,
        **OIDC,
        "VIEWPOINT_AUDIT_ANCHOR": "/anchor",
        "VIEWPOINT_LOG_LEVEL": "INFO",
    }
    if name not in environ:
        return
    plain = Settings.from_environ(environ)
    file = tmp_path / "secret"
    file.write_text(f"{environ.pop(name)}\n", encoding="utf-8")
    assert Settings.from_environ({**environ, f"{name}_FILE": str(file)}) == plain


def test_a_file_that_cannot_be_read_and_a_setting_given_twice_are_told(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    (tmp_path / "empty").write_text("\n")
    told = faults(
        {
            **environ,
            "VIEWPOINT_CODE_KEY_FILE": str(tmp_path / "empty"),
            "VIEWPOINT_SECRET_KEYS": "",
            "VIEWPOINT_SECRET_KEYS_FILE": str(tmp_path / "binary"),
            "VIEWPOINT_AUDIT_KEY": "",
            "VIEWPOINT_AUDIT_KEY_FILE": str(tmp_path / "nowhere"),
        }
    )
    assert "VIEWPOINT_CODE_KEY set it or VIEWPOINT_CODE_KEY_FILE, not both" in told
    for name in ("VIEWPOINT_SECRET_KEYS_FILE", "VIEWPOINT_AUDIT_KEY_FILE"):
        assert f"{name} names a file that cannot be read as text" in told


def test_a_name_that_is_no_setting_is_told(environ: dict[str, str]) -> None:
    told = faults({**environ, "VIEWPOINT_SECRET_KEY": SECRET, "VIEWPOINT_CODE_KEYS_FILE": "x"})
    assert told == [
        "VIEWPOINT_SECRET_KEY is not a setting; look for a misspelling",
        "VIEWPOINT_CODE_KEYS_FILE is not a setting; look for a misspelling",
    ]
    others = dict.fromkeys((*NOT_OURS, "HOME", "VIEW", "viewpoint_lower"), "x")
    assert Settings.from_environ({**environ, **others}).mode is Mode.PRODUCTION


def test_production_is_https_and_really_sends(environ: dict[str, str]) -> None:
    told = faults({**environ, "VIEWPOINT_BASE_URL": "http://voice.fernshire.example"})
    assert told == ["VIEWPOINT_BASE_URL must begin with https:// in production"]
    told = faults({**environ, "VIEWPOINT_DELIVERY": "outbox"})
    assert told == ["VIEWPOINT_DELIVERY set it to notify or smtp; the outbox is for the demo"]


def test_the_demo_may_be_plain_http_with_an_outbox(environ: dict[str, str]) -> None:
    demo = {
        "VIEWPOINT_MODE": "demo",
        "VIEWPOINT_DELIVERY": "outbox",
        "VIEWPOINT_BASE_URL": "http://localhost:8000",
    }
    settings = Settings.from_environ({**environ, **demo})
    assert (settings.is_demo, settings.is_https, settings.host) == (True, False, "localhost")
    assert (settings.smtp, settings.notify) == (None, None)


def test_each_way_of_sending_asks_for_what_it_needs(environ: dict[str, str]) -> None:
    bare = {name: value for name, value in environ.items() if name not in SMTP}
    told = {line.split()[0] for line in faults({**bare, "VIEWPOINT_DELIVERY": "smtp"})}
    assert told == {"VIEWPOINT_SMTP_HOST", "VIEWPOINT_SMTP_SENDER"}
    told = {line.split()[0] for line in faults({**bare, "VIEWPOINT_DELIVERY": "notify"})}
    assert told == {"VIEWPOINT_NOTIFY_API_KEY", "VIEWPOINT_NOTIFY_TEMPLATES"}
    notify = Settings.from_environ({**bare, **NOTIFY}).notify
    assert notify is not None
    assert notify.templates == {"invitation.sms.en": "1234", "staff.email.en": "5678"}
    assert notify.base_url == "https://api.notifications.service.gov.uk"


@pytest.mark.parametrize("templates", ["not JSON", "[]", '{"invitation.sms.en": 1}'])
def test_templates_are_an_object_of_texts(environ: dict[str, str], templates: str) -> None:
    (fault,) = faults({**environ, **NOTIFY, "VIEWPOINT_NOTIFY_TEMPLATES": templates})
    assert fault.startswith("VIEWPOINT_NOTIFY_TEMPLATES ")


def test_no_secret_is_shown_by_repr_or_told_in_a_fault(environ: dict[str, str]) -> None:
    for sending in (SMTP, NOTIFY):
        shown = repr(Settings.from_environ({**environ, **sending}))
        for secret in (KEY, SECRET, "hidden-password", "a made-up password", "made-up-key-of-notify", "x00"):
            assert secret not in shown
    wrong = {name: f"{value}?" for name, value in environ.items() if name.endswith(("_KEY", "_KEYS"))}
    told = "\n".join(faults({**environ, **wrong, "VIEWPOINT_FIELD_KEYS": f"a b:{KEY}"}))
    assert KEY[:20] not in told
    assert SECRET not in told


def test_settings_cannot_be_changed(environ: dict[str, str]) -> None:
    settings = Settings.from_environ(environ)
    with pytest.raises(AttributeError):
        settings.mode = Mode.DEMO  # type: ignore[misc]  # what is tried here


def test_every_setting_says_what_it_means() -> None:
    assert all(len(meaning) > 10 for meaning in SETTINGS.values())
    assert all(name.startswith("VIEWPOINT_") and name.isupper() for name in SETTINGS)


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in SETTINGS if name not in readme] == []


def test_with_notify_staff_are_written_to_by_a_template_or_through_a_mail_server(
    environ: dict[str, str],
) -> None:
    without = {**environ, **NOTIFY, "VIEWPOINT_NOTIFY_TEMPLATES": '{"invitation.sms.en": "1234"}'}
    assert Settings.from_environ(without).smtp is not None
    bare = {name: value for name, value in without.items() if "SMTP" not in name}
    (fault,) = faults(bare)
    assert 'has no "staff.email.en"' in fault
    assert Settings.from_environ({**bare, **NOTIFY}).smtp is None

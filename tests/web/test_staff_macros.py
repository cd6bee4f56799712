"""The frame and the pieces that staff pages are made of."""

from types import SimpleNamespace

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from viewpoint import paths

PAGE = """{%- extends "layouts/staff.html" -%}
{%- from "layouts/macros.html"
    import bar_chart, choices, error_summary, field, pagination, text_field with context -%}
{%- block title %}Caseload{% endblock -%}
{%- block content %}
<h1>Caseload</h1>
{{ error_summary([("email", "Type your e-mail address.")]) }}
{{ field("email", "E-mail", value=hostile, hint="At work", error="Type your e-mail address.") }}
{{ field("password", "Password", value="never shown", type="password", attributes={"minlength": 12}) }}
{{ text_field("reply", "Your reply", value=hostile) }}
{{ choices("by", "Show", [("all", "Everybody"), ("type", "By type")], chosen=("type",)) }}
{{ bar_chart("Most feel safe.", [("Foster", 75, "75%"), ("Homes", none, "hidden")],
    [("Where", "text"), ("Share", "number")], [("Foster", "75%"), ("Homes", "hidden")], "Feels safe") }}
{{ pagination("1 to 20 of 93", none, "/2") }}
{% endblock -%}
"""
HOSTILE = '"><script>alert(1)</script>'


def page() -> BeautifulSoup:
    env = Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    env.globals.update(
        csrf_token=lambda: "token",
        asset=lambda name: f"/static/{name}",
        get_flashed_messages=lambda **options: [("message", "Sent.")],
        url_for=lambda endpoint: f"/{endpoint}",
    )
    here = SimpleNamespace(label="Caseload", href="/caseload", is_current=True, key="c")
    staff = SimpleNamespace(
        name="Priya Shah",
        role="Reviewing officer",
        nav=[here],
        account="/account",
        sign_out="/out",
        has_keys=True,
    )
    html = env.from_string(PAGE).render(
        language="en",
        direction="ltr",
        demo=True,
        staff=staff,
        council=SimpleNamespace(name="Ambervale"),
        hostile=HOSTILE,
    )
    return BeautifulSoup(html, "html5lib")


def texts(selector: str) -> list[str]:
    return [tag.get_text() for tag in page().select(selector)]


def test_the_frame_names_who_is_signed_in_and_lets_them_out() -> None:
    assert texts(".who") == ["Priya Shah, Reviewing officer"]
    assert texts("form[action='/out'] button") == ["Sign out"]
    assert texts("nav a[aria-current=page]") == ["Caseload"]
    assert texts("[role=status]") == ["Sent."]
    assert texts("title") == ["Caseload - Ambervale"]


def test_an_error_is_said_first_and_at_its_field() -> None:
    field = page().select_one("#email")
    assert field is not None
    assert field["aria-describedby"] == "email-hint email-error"
    assert field["aria-invalid"] == "true"
    assert texts(".errors a[href='#email']") == ["Type your e-mail address."]


def test_a_password_is_never_sent_back() -> None:
    field = page().select_one("#password")
    assert field is not None
    assert field.get("value") is None
    assert field["minlength"] == "12"


def test_what_was_typed_is_never_markup() -> None:
    field, reply = page().select_one("#email"), page().select_one("#reply")
    assert field is not None
    assert reply is not None
    assert field["value"] == HOSTILE
    assert reply.text == HOSTILE
    assert not page().select("script:not([src^='/static/'])")


def test_a_hidden_share_has_words_and_no_bar() -> None:
    assert [bar["width"] for bar in page().select(".bars rect")] == ["75"]
    assert texts(".bars .value") == ["75%", "hidden"]
    assert texts("table th[scope=row]") == ["Foster", "Homes"]
    assert texts("td.number") == ["75%", "hidden"]


def test_the_chosen_one_is_chosen_and_a_list_leads_only_where_there_is_more() -> None:
    assert [tag["value"] for tag in page().select("[checked]")] == ["type"]
    assert [tag["href"] for tag in page().select(".pages a")] == ["/2"]

"""Texts and e-mails through GOV.UK Notify, by its own client.

The templates live in Notify, one for each kind, channel and language. A template may be as little as
`((body))`, with `((subject))` above it for an e-mail: the words then stay ours. A council that writes its own
may use `((link))`, `((sender))` and `((by))`.
"""

import logging
import re
import threading
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from viewpoint.channels.message import DeliveryFailed, Message, Receipt, TryAgain, Undeliverable
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind, StaffMessage
from viewpoint.domain.words import ENGLISH
from viewpoint.settings import SettingsError

NOTIFY_URL = "https://api.notifications.service.gov.uk"


class TemplateKey(NamedTuple):
    """What a template in Notify is for."""

    kind: MessageKind | StaffMessage
    channel: Channel
    language: str


@dataclass(frozen=True, kw_only=True)
class NotifySettings:
    """One council's service in Notify: its key, templates and senders."""

    api_key: str = field(repr=False)
    templates: Mapping[TemplateKey, str]
    base_url: str = NOTIFY_URL
    timeout_seconds: float = 10
    sms_sender_id: str | None = None
    email_reply_to_id: str | None = None


class Notify:
    """A channel for texts and e-mails; safe to share between threads, as each gets a client of its own."""

    def __init__(self, settings: NotifySettings) -> None:
        """Raise SettingsError when the key cannot be one of Notify's."""
        if not _API_KEY.fullmatch(settings.api_key):
            raise SettingsError("the Notify API key must be name-service_uuid-secret_uuid: copy it whole")
        self._settings = settings
        self._threads = threading.local()
        # The client logs what Notify answers, which may repeat the number or address.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)

    def send(self, message: Message) -> Receipt:
        """Give the message to Notify, which takes it from there.

        A language without a template of its own goes out by the English template, with our own words as
        `((body))`.

        Raises:
            TryAgain: 429, 5xx, no connection, no answer in time, or an answer that is not Notify's.
            Undeliverable: any other refusal (400: bad number or template; 403: key, clock, trial), or no
                template.
        """
        template = self._template(message)
        try:
            answer = self._post(message, template)
        except HTTPError as error:
            raise _failed(message, error) from None
        except APIError:
            raise TryAgain(message.reference, "notify answered without JSON") from None
        return _receipt(message, answer)

    def _template(self, message: Message) -> str:
        for language in (message.language, ENGLISH):
            key = TemplateKey(message.kind, message.channel, language)
            if found := self._settings.templates.get(key):
                return found
        raise Undeliverable(message.reference, f"no Notify template for {message.kind}.{message.channel}")

    def _post(self, message: Message, template: str) -> object:
        values = {name: plain(value) for name, value in message.values.items()}
        words = {**values, "link": message.link, "subject": plain(message.subject), "body": message.body}
        if message.channel is Channel.SMS:
            return self._client().send_sms_notification(
                message.to, template, words, message.reference, self._settings.sms_sender_id
            )
        return self._client().send_email_notification(
            message.to,
            template,
            words,
            message.reference,
            self._settings.email_reply_to_id,
            sanitise_content_for=sorted(values),
        )

    def _client(self) -> "_Client":
        # The client keeps a requests session and says of itself that it is not thread-safe.
        if not hasattr(self._threads, "client"):
            ours = self._settings
            self._threads.client = _new_client(ours.api_key, ours.base_url, ours.timeout_seconds)
        client: _Client = self._threads.client
        return client


def templates_from(values: Mapping[str, str]) -> dict[TemplateKey, str]:
    """Template ids by key from settings such as `{"invitation.sms.cy": "9b1d..."}`.

    Raises:
        SettingsError: a name is not kind.channel.language or an id is not a UUID; all of them are named.
    """
    wrong = [f"{name} = {value}" for name, value in values.items() if not _is_template(name, value)]
    if wrong:
        raise SettingsError(
            "Notify templates are named kind.channel.language (invitation.sms.en) and given Notify's id; "
            f"mend: {'; '.join(wrong)}"
        )
    return {_template_key(name): value for name, value in values.items()}


def plain(value: str) -> str:
    """One line without control characters or Notify's own `((`, so that a value cannot become a template."""
    visible = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in value)
    return " ".join(re.sub(r"\(\(+|\)\)+", lambda run: run[0][0], visible).split())


class _Client(Protocol):
    """The two calls of Notify's client that we make; it ships no types."""

    def send_sms_notification(
        self,
        phone_number: str,
        template_id: str,
        personalisation: Mapping[str, str],
        reference: str,
        sms_sender_id: str | None,
    ) -> object: ...

    def send_email_notification(
        self,
        email_address: str,
        template_id: str,
        personalisation: Mapping[str, str],
        reference: str,
        email_reply_to_id: str | None,
        *,
        sanitise_content_for: Sequence[str],
    ) -> object: ...


_new_client = cast("Callable[[str, str, float], _Client]", NotificationsAPIClient)


_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_API_KEY = re.compile(f".+-{_UUID}-{_UUID}")
_KINDS: Mapping[str, MessageKind | StaffMessage] = {
    kind.value: kind for kind in (*MessageKind, *StaffMessage)
}
_TEMPLATE_NAME = re.compile(f"(?:{'|'.join(_KINDS)})" + "[.](?:sms|email)[.]" + "[a-z]{2,3}(?:-[a-z]+)?")


def _is_template(name: str, value: str) -> bool:
    return bool(_TEMPLATE_NAME.fullmatch(name) and re.fullmatch(_UUID, value))


def _template_key(name: str) -> TemplateKey:
    kind, channel, language = name.split(".")
    return TemplateKey(_KINDS[kind], Channel(channel), language)


def _failed(message: Message, error: HTTPError) -> DeliveryFailed:
    status = error.status_code
    kinds = ", ".join(_error_kinds(error.message))
    reason = f"notify said {status} {kinds}".rstrip()
    is_passing = status in {408, 429} or status >= 500
    return (TryAgain if is_passing else Undeliverable)(message.reference, reason)


def _error_kinds(answer: object) -> list[str]:
    """Notify's names of the errors only: its sentences may repeat the number or address."""
    entries = answer if isinstance(answer, list) else []
    kinds = [str(entry.get("error", "")) for entry in entries if isinstance(entry, dict)]
    return [kind for kind in kinds if re.fullmatch("[A-Za-z]{1,40}", kind)]


def _receipt(message: Message, answer: object) -> Receipt:
    # Without an id we cannot know that it was taken, and a text too many is better than none.
    provider_id = answer.get("id") if isinstance(answer, dict) else None
    if not isinstance(provider_id, str):
        raise TryAgain(message.reference, "notify answered without an id")
    return Receipt(provider_id=provider_id)

"""The tree of errors, each named as the state it reports; the web has a page for every leaf."""


class ViewpointError(Exception):
    """Anything that Viewpoint itself refuses or cannot do."""


class NotAllowed(ViewpointError):
    """The viewer's role may not do this; shown as not found, so that its existence is not told."""


class NotFound(ViewpointError):
    """Nothing with this id is there for this viewer."""


class CouncilNotReady(ViewpointError):
    """A safety-critical part of the council's data is missing, so no link may be issued."""


class BadInput(ViewpointError):
    """What was given cannot be used; the message says what is wrong and how to mend it."""


class SealBroken(ViewpointError):
    """A sealed field does not belong to its row, or its key is wrong or gone."""


class StorageUnavailable(ViewpointError):
    """The database cannot be reached or written just now; nothing was saved, and trying again may help."""


class LinkClosed(ViewpointError):
    """A link or code that does not open: mistyped, unknown, expired, revoked or spent; all look the same."""


class VisitEnded(ViewpointError):
    """The visit was left alone too long, or was ended; the draft is safe and the link opens a new one."""


class AlreadySent(ViewpointError):
    """The response was sent before; it is shown as sent, and nothing changes."""


class TooManyTries(ViewpointError):
    """Something secret was tried too often; `seconds` says how long to wait. Nobody is ever locked out."""

    def __init__(self, seconds: int) -> None:
        """`seconds`: the wait before the next try is looked at."""
        super().__init__(seconds)
        self.seconds = seconds


class SignInRefused(ViewpointError):
    """The e-mail address or the password is wrong; which of them is not told."""


class RemindedAlready(ViewpointError):
    """A young person is reminded once, and never again."""


class DocumentsUnavailable(ViewpointError):
    """This machine cannot make a PDF; the message names the Debian packages that it lacks."""


class WrongStep(ViewpointError):
    """A concern has gone on meanwhile: what was asked does not follow from where it stands now."""

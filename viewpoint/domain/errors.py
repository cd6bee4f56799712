"""The tree of errors, each named as the state it reports; the web has a page for every leaf."""


class ViewpointError(Exception):
    """Anything that Viewpoint itself refuses or cannot do."""


class NotAllowed(ViewpointError):
    """The viewer's role may not do this; shown as not found, so that its existence is not told."""


class NotFound(ViewpointError):
    """Nothing with this id is there for this viewer."""


class SettingsError(ViewpointError):
    """The settings are incomplete or wrong; the message names each one and its mend."""


class CouncilNotReady(ViewpointError):
    """A safety-critical part of the council's data is missing, so no link may be issued."""


class BadInput(ViewpointError):
    """What was given cannot be used; the message says what is wrong and how to mend it."""


class SealBroken(ViewpointError):
    """A sealed field does not belong to its row, or its key is wrong or gone."""

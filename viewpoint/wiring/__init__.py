"""Settings in, services out: the one place where parts meet."""

from viewpoint.wiring.core import Clock as Clock
from viewpoint.wiring.core import utc_now as utc_now
from viewpoint.wiring.working import Working


class Services(Working):
    """Every service, made when first asked for; web and cli take what is theirs."""

"""How a young person answers, takes back, adds and hears back."""

from functools import cached_property
from importlib import import_module

from viewpoint import paths
from viewpoint.domain.danger import Finding
from viewpoint.services.add_to import AddTo
from viewpoint.services.go_on import GoOn
from viewpoint.services.hear_back import HearBack
from viewpoint.services.keep_copy import CopyParts, KeepCopy
from viewpoint.services.pins import Pins
from viewpoint.services.raise_concerns import Find, RaiseConcerns
from viewpoint.services.respond import Parts, Respond
from viewpoint.services.take_back import TakeBack
from viewpoint.wiring.reading import Reading
from viewpoint.wording.own_copy import OwnCopyWriter


class Answering(Reading):
    """How a young person answers, takes back, adds and hears back."""

    @cached_property
    def respond(self) -> Respond:
        """A young person's answers."""
        parts = Parts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            links=self.links,
            throttle=self.throttle,
            instruments=self.instruments,
            policy=self.policy,
            raising=self.raising,
            clock=self.clock,
        )
        return Respond(parts)

    @cached_property
    def pins(self) -> Pins:
        """A young person's picture PIN."""
        return Pins(self.database, self.vault, self.audit, self.throttle, self.settings.code_key, self.clock)

    @cached_property
    def hear_back(self) -> HearBack:
        """What a young person hears back."""
        return HearBack(self.database, self.vault, self.go_on, self.add_to, self.clock)

    @cached_property
    def go_on(self) -> GoOn:
        """What a young person can go on with after sending."""
        return GoOn(self.database, self.vault, self.clock)

    @cached_property
    def take_back(self) -> TakeBack:
        """What a young person may still undo."""
        return TakeBack(self.database, self.vault, self.audit, self._raise_concerns, self.clock)

    @cached_property
    def add_to(self) -> AddTo:
        """What a young person adds once it was read."""
        return AddTo(self.database, self.vault, self.instruments, self.clock)

    @cached_property
    def keep_copy(self) -> KeepCopy:
        """A young person's own copy."""
        parts = CopyParts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            instruments=self.instruments,
            writer=OwnCopyWriter(self.templates, self.catalogues, paths.templates()),
            councils=self.councils,
            services=self.help_services,
            clock=self.clock,
        )
        return KeepCopy(parts)

    @cached_property
    def _raise_concerns(self) -> RaiseConcerns:
        return RaiseConcerns(
            self.database, self.vault, self.raising, self.instruments, self.clock, self._find_danger
        )

    def _find_danger(self, comment: str, language: str) -> tuple[Finding, ...]:
        return self._loaded_find(comment, language)

    @cached_property
    def _loaded_find(self) -> Find:
        # Loading NLTK takes seconds and megabytes: only a process that looks through words pays for it.
        danger = import_module("viewpoint.analysis.danger")
        find: Find = danger.DangerFinder(self.danger_words, self.danger_weights).find
        return find

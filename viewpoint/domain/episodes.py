"""The rows of SSDA903's Episodes, and the placements that they amount to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.placements import (
    PLACEMENT_TYPES,
    SHORT_BREAKS,
    TEMPORARY,
    Entry,
    Placement,
    ProviderKind,
)


class NewEpisode(StrEnum):
    """Why a new episode began (RNE)."""

    STARTED = "S"
    LEGAL_ONLY = "L"
    PLACEMENT = "P"
    SAME_CARER = "T"
    LEGAL_AND_PLACEMENT = "B"
    LEGAL_AND_SAME_CARER = "U"


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """One row of Episodes as far as it is used.

    `address` tells the young person's placement addresses apart: 1, 2, ... in order of appearance, 0 where
    none is given. It is a count, never the postcode.
    """

    began_on: date
    ended_on: date | None
    reason_new: NewEpisode
    legal_status: str
    place_code: str
    provider_kind: ProviderKind | None
    provider_urn: str
    reason_changed: str
    area: Area
    distance: DistanceBand
    address: int


def placements_of(episodes: Iterable[Episode]) -> tuple[Placement, ...]:
    """The stays that one young person's episodes amount to, earliest first; they must not overlap.

    DfE's counting: every new episode begins a new placement unless only the legal status changed (RNE L).
    Temporary stays (T0 to T4) are passed over: the stay around them goes on when the young person comes back
    to it (rule 383), and only a temporary stay with none before it stands for itself.
    """
    stays: list[Placement] = []
    last: Episode | None = None
    reason = ""
    for episode in sorted(episodes, key=lambda each: each.began_on):
        if last and _goes_on(stays[-1], last, episode):
            stays[-1] = _extended(stays[-1], episode)
        else:
            stays.append(_new_stay(episode, reason))
        last = _lasting(last, episode, stays[-1])
        reason = episode.reason_changed
    return tuple(stays)


def _goes_on(stay: Placement, last: Episode, episode: Episode) -> bool:
    """Whether the episode continues the stay that the last non-temporary episode belongs to."""
    if stay.ended_on != episode.began_on:
        return False
    if episode.place_code in TEMPORARY or episode.reason_new is NewEpisode.LEGAL_ONLY:
        return True
    return _is_return(last, episode)


def _is_return(last: Episode, episode: Episode) -> bool:
    """Whether the young person comes back to where they were before a temporary stay."""
    was_away = last.ended_on != episode.began_on
    return was_away and _whereabouts(last) == _whereabouts(episode)


def _whereabouts(episode: Episode) -> tuple[str, ProviderKind | None, str, int]:
    return episode.place_code, episode.provider_kind, episode.provider_urn, episode.address


def _extended(stay: Placement, episode: Episode) -> Placement:
    if episode.place_code in TEMPORARY:
        return replace(stay, ended_on=episode.ended_on)
    return replace(stay, ended_on=episode.ended_on, is_short_break=episode.legal_status in SHORT_BREAKS)


def _lasting(last: Episode | None, episode: Episode, stay: Placement) -> Episode:
    """The episode that says where the stay is: the newest one that is not a temporary absence from it."""
    is_absence = episode.place_code in TEMPORARY and stay.began_on != episode.began_on
    return last if last and is_absence else episode


def _new_stay(episode: Episode, reason: str) -> Placement:
    return Placement(
        type=PLACEMENT_TYPES[episode.place_code],
        place_code=episode.place_code,
        provider_kind=episode.provider_kind,
        provider_urn=episode.provider_urn,
        area=episode.area,
        distance=episode.distance,
        began_on=episode.began_on,
        ended_on=episode.ended_on,
        entry=_entry(episode.reason_new, reason),
        is_short_break=episode.legal_status in SHORT_BREAKS,
        began_earlier=episode.reason_new is NewEpisode.LEGAL_ONLY,
    )


def _entry(reason_new: NewEpisode, reason: str) -> Entry:
    """REASON_PLACE_CHANGE stands on the row that ends: PLACE there says that only the status changed."""
    if reason_new is NewEpisode.STARTED:
        return Entry.STARTED
    if reason == "PLACE":
        return Entry.STATUS_ONLY
    is_same = reason_new in {NewEpisode.SAME_CARER, NewEpisode.LEGAL_AND_SAME_CARER}
    return Entry.SAME_CARER if is_same else Entry.NEW_CARER

"""How a plan of visits stands once supervisors have changed it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coopscore.language import Text
from coopscore.visits import PlanChange, Planned
from coopscore.vocabulary import PLAN_CHANGE_REASON

_KIND = "general"  # of one that was put on and takes nobody's place


def standing_ids(taken: Iterable[str], changes: Iterable[PlanChange]) -> set[str]:
    """Who is to be visited after the changes, in the order in which they were made.

    One that is put on in the place of another takes it off by the same stroke.
    """
    on = set(taken)
    for change in changes:
        on -= {change.instead_of, *(() if change.added else (change.coop_id,))}
        on |= {change.coop_id} if change.added else set()
    return on


def standing_acts(frame: Sequence[Planned], changes: Sequence[PlanChange]) -> tuple[Planned, ...]:
    """The acts of a plan after the changes, in the order of the frame.

    One that was put on takes kind and month of the one that made room for it; without such, a
    general visit in the plan's first month. It is in no slice: nobody drew or ranked it.
    """
    by_id = {one.coop_id: one for one in frame}
    on = standing_ids((one.coop_id for one in frame if one.taken), changes)
    first = min((one.month for one in frame if one.month is not None), default=None)
    place = {change.coop_id: change.instead_of for change in changes if change.added}

    def act(one: Planned) -> Planned:
        if one.taken:
            return one
        gave = by_id.get(place.get(one.coop_id, ""))
        kind, month = (gave.kind, gave.month) if gave and gave.taken else (_KIND, first)
        return replace(one, kind=kind, month=month)

    return tuple(act(one) for one in frame if one.coop_id in on)


def change_faults(
    change: PlanChange, frame: frozenset[str], taken: frozenset[str], earlier: Sequence[PlanChange]
) -> Iterator[Text]:
    """What speaks against a change, every fault of it.

    Parameters
    ----------
    frame, taken : frozenset of str
        Ids of the plan's frame, and of those it took.
    earlier : sequence of PlanChange
        Made before, the oldest first.
    """
    on = standing_ids(taken, earlier)
    ever = taken | {one.coop_id for one in earlier if one.added}
    if change.reason not in PLAN_CHANGE_REASON:
        yield _REASON.filled(reason=change.reason)
    if not change.note.strip():
        yield _NOTE
    if change.coop_id not in frame:
        yield _FRAME
    elif change.added and change.coop_id in on:
        yield _ON
    elif not change.added and change.coop_id not in on:
        yield _OFF
    if change.instead_of and not (change.added and change.instead_of in ever):
        yield _INSTEAD.filled(instead_of=change.instead_of)


_REASON = Text(en="{reason} is none of the reasons for a change", fa="{reason} از دلایل تغییر نیست")
_NOTE = Text(en="it has no note", fa="شرحی ندارد")
_FRAME = Text(
    en="it is not among those that the plan could have taken",
    fa="از آن‌هایی نیست که برنامه می‌توانست برگزیند",
)
_ON = Text(en="it is on the plan already", fa="هم‌اکنون در برنامه است")
_OFF = Text(en="it is not on the plan", fa="در برنامه نیست")
_INSTEAD = Text(
    en="{instead_of} was not on the plan, and so makes no room",
    fa="{instead_of} در برنامه نبوده است و جایی باز نمی‌کند",
)

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
    return _places(taken, changes)[0]


def standing_acts(frame: Sequence[Planned], changes: Sequence[PlanChange]) -> tuple[Planned, ...]:
    """The acts of a plan after the changes, in the order of the frame.

    One that was put on takes kind and month of the one that made room for it, which may have taken
    them from another; without such, a general visit in the plan's first month. It is in no slice:
    nobody drew or ranked it.
    """
    first = min((one.month for one in frame if one.month is not None), default=None)
    held = {one.coop_id: (one.kind, one.month) for one in frame if one.taken}
    on = standing_ids(tuple(held), changes)
    for change in changes:
        if change.added and change.instead_of:
            held[change.coop_id] = held.get(change.instead_of, (_KIND, first))

    def act(one: Planned) -> Planned:
        kind, month = held.get(one.coop_id, (_KIND, first))
        return replace(one, kind=kind, month=month)

    return tuple(act(one) for one in frame if one.coop_id in on)


def _places(taken: Iterable[str], changes: Iterable[PlanChange]) -> tuple[set[str], set[str]]:
    """Who is on the plan, and who came off it and left room that nobody has taken."""
    on, left = set(taken), set[str]()
    for change in changes:
        if change.added:
            on -= {change.instead_of}
            left -= {change.instead_of, change.coop_id}
            on |= {change.coop_id}
        else:
            on -= {change.coop_id}
            left |= {change.coop_id}
    return on, left


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
    on, left = _places(taken, earlier)
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
    elif change.instead_of and change.instead_of not in on | left:
        yield _GIVEN.filled(instead_of=change.instead_of)


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
_GIVEN = Text(
    en="another was put on in the place of {instead_of} already",
    fa="پیش‌تر تعاونی دیگری به جای {instead_of} در برنامه آمده است",
)

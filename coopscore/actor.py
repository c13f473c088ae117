"""Who does something, and in which role: every write carries one."""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["system", "operator", "analyst", "officer", "supervisor", "juror", "ministry"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A named person or job, in the role they act in."""

    name: str
    role: Role

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("an actor needs a name")
        if self.role not in ROLES:
            raise ValueError(f"{self.role!r} is not a role; roles: {', '.join(ROLES)}")


SYSTEM = Actor(name="coopscore", role="system")

"""What the screen found: codes and figures, to be put in words at the doors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from coopscore.errors import LeakFound

Verdict = Literal["pass", "warn", "stop"]
VERDICTS: tuple[Verdict, ...] = ("pass", "warn", "stop")  # the mildest first


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The gravest of some verdicts; "pass" where there is none."""
    return max(verdicts, key=VERDICTS.index, default="pass")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at, and what was seen.

    Parameters
    ----------
    code : str
        A key of `coopscore.errors.SCREEN_FINDINGS`, whose words name the figures.
    verdict : "pass", "warn" or "stop"
        Only a leak stops a run.
    feature, table : str, optional
        What it speaks of.
    figures : mapping
        Numbers, days as ISO text, and lists of names; all JSON.
    """

    code: str
    verdict: Verdict
    feature: str | None = None
    table: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The feature or table by name; "-" where it speaks of all."""
        return self.feature or self.table or "-"

    def content(self) -> dict[str, Any]:
        """The finding as JSON holds it."""
        return {
            "code": self.code,
            "verdict": self.verdict,
            "feature": self.feature,
            "table": self.table,
            "figures": dict(self.figures),
        }


@dataclass(frozen=True, kw_only=True)
class Screening:
    """All findings of one screen, and the gravest verdict among them."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of all findings."""
        return worst([finding.verdict for finding in self.findings])

    def found(self, verdict: Verdict, code: str | None = None) -> tuple[Finding, ...]:
        """The findings of a verdict, of one code where it is given."""
        return tuple(
            finding
            for finding in self.findings
            if finding.verdict == verdict and code in (None, finding.code)
        )

    def content(self) -> dict[str, Any]:
        """The screening as JSON holds it, the gravest findings first."""
        graver = sorted(self.findings, key=lambda one: -VERDICTS.index(one.verdict))
        return {"verdict": self.verdict, "findings": [finding.content() for finding in graver]}

    def refuse_leaks(self, spec: str) -> None:
        """Refuse to go on where a leak was found.

        Raises
        ------
        LeakFound
            Naming every feature and table that stops the run.
        """
        if stops := self.found("stop"):
            leaks = [f"{finding.subject} ({finding.code})" for finding in stops]
            raise LeakFound(spec=spec, leaks=list(dict.fromkeys(leaks)))

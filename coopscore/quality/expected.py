"""Columns that a file may leave empty and that an office needs filled all the same, by table.

A condition says of which rows: a decision is only told once there is one. The choice is ours.
"""

from collections.abc import Mapping

_ALWAYS = "TRUE"

EXPECTED: Mapping[str, Mapping[str, str]] = {
    "cooperative": dict.fromkeys(
        (
            "national_id", "registration_no", "founded_on", "legal_form", "branch", "province",
            "county", "registration_office", "activity_kind", "isic_group", "fiscal_year_end",
            "statute_conformed_on",
        ),
        _ALWAYS,
    ),
    "status_event": {
        "actor": _ALWAYS,
        "evidence_kind": _ALWAYS,
        "reason": "to_code IN ('dissolved', 'in_liquidation', 'merged')",
    },
    "filing": {
        "due_on": _ALWAYS,
        "state": _ALWAYS,
        "completeness": "kind = 'statement'",
        "audit_opinion": "audited",
    },
    "statement_line": {"unit_seen": _ALWAYS},
    "yearly_figures": dict.fromkeys(
        ("members", "women_members", "employees", "insured", "capital_paid"), _ALWAYS
    ),
    "assembly": dict.fromkeys(
        ("members_total", "members_present", "fiscal_year", "called_on", "outcome"), _ALWAYS
    ),
    "officer_term": {"person_key": _ALWAYS, "end": _ALWAYS},
    "obligation": {"due_rule": _ALWAYS},
    "change_request": {"approved_on": "kind IN ('capital', 'statute', 'term')"},
    "licence": {"expires_on": _ALWAYS},
    "supervision_act": dict.fromkeys(("actor", "inspector_key", "severity", "outcome"), _ALWAYS),
    "warning": {"seq_in_12m": _ALWAYS, "reason": _ALWAYS},
    "complaint": {"upheld": "decided_on IS NOT NULL"},
    "training": dict.fromkeys(("subject", "persons", "person_hours", "mode"), _ALWAYS),
    "facility": dict.fromkeys(
        ("lender", "contract_kind", "tenor_months", "rate", "collateral_kind"), _ALWAYS
    ),
    "facility_month": dict.fromkeys(("balance", "overdue_amount", "months_past_due"), _ALWAYS),
    "guarantee_claim": {"amount": _ALWAYS, "state": _ALWAYS},
    "external_signal": {"amount": "kind <> 'bureau_grade'", "grade": "kind = 'bureau_grade'"},
    "export_year": {"value_usd": _ALWAYS},
    "social_contribution": {"amount": _ALWAYS, "evidence": _ALWAYS},
    "festival_entry": {
        "branch": _ALWAYS,
        "level": _ALWAYS,
        "eligible": _ALWAYS,
        "ineligible_because": "NOT eligible",
    },
    "festival_mark": {"juror_key": _ALWAYS},
    "festival_result": {"place": _ALWAYS, "points": _ALWAYS},
    "outlet": {"place": _ALWAYS},
    "campaign": {"provinces": _ALWAYS, "looked_at": _ALWAYS, "ends_on": _ALWAYS},
    "supervision_plan": {"county": _ALWAYS},
    "formation_plan": {"jobs": _ALWAYS},
    "employment_base": {"active_population": _ALWAYS},
    "festival_edition": {"jalali_year": _ALWAYS, "update_deadline": _ALWAYS},
    "province_indicator": dict.fromkeys(("numerator", "denominator", "value"), _ALWAYS),
    "province": {"iso": _ALWAYS},
}  # fmt: skip

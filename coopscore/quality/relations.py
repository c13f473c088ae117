"""Tables side by side, for rules that look at more than one: each a query, kept under its name.

They are worked out in this order, and a later one may read an earlier. `$as_of` is the day that is
asked about. Every one has `coop_id` and `record_id`.
"""

from collections.abc import Mapping

from coopscore.vocabulary import LINE_CODE

_LINES = ",\n    ".join(
    f"max(amount) FILTER (line_code = '{code}') AS {code}" for code in LINE_CODE
)

RELATIONS: Mapping[str, str] = {
    # One row a co-operative: the entry that rules, the newest by when it was first known.
    "standing": """
SELECT *
FROM cooperative
QUALIFY row_number() OVER (
    PARTITION BY coop_id ORDER BY first_known DESC, happened DESC, record_id DESC) = 1""",
    # The statements, one row each, their lines side by side.
    "statement": f"""
SELECT coop_id, min(record_id) AS record_id, happened, max(known) AS known, currency,
    {_LINES}
FROM statement_line
GROUP BY coop_id, happened, currency""",  # noqa: S608  (codes of our own vocabulary)
    "statement_with_filing": """
SELECT s.coop_id, s.record_id, f.coop_id IS NOT NULL AS filed
FROM statement s
LEFT JOIN (SELECT DISTINCT coop_id, happened FROM filing WHERE kind = 'statement') f
    USING (coop_id, happened)""",
    "filing_with_lines": """
SELECT f.coop_id, f.record_id, f.kind, s.coop_id IS NOT NULL AS lined
FROM filing f
LEFT JOIN (SELECT DISTINCT coop_id, happened FROM statement) s USING (coop_id, happened)""",
    "figures_with_statement": """
SELECT y.coop_id, y.record_id, y.capital_paid, s.capital_paid AS in_statement,
    s.coop_id IS NOT NULL AS stated
FROM yearly_figures y
LEFT JOIN (SELECT * FROM statement WHERE currency = 'IRR') s USING (coop_id, happened)""",
    # The members told of last before the assembly, within eighteen months.
    "assembly_with_figures": """
SELECT a.coop_id, a.record_id, a.members_total,
    CASE WHEN a.happened - y.happened <= 548 THEN y.members END AS members
FROM assembly a
ASOF LEFT JOIN (SELECT coop_id, happened, members FROM yearly_figures WHERE members IS NOT NULL) y
    ON a.coop_id = y.coop_id AND a.happened >= y.happened""",
    # The state that rules on each axis: of the newest record, by when it was first known.
    "ruling_status": """
SELECT *
FROM status_event
QUALIFY row_number() OVER (
    PARTITION BY coop_id, axis ORDER BY first_known DESC, happened DESC, record_id DESC) = 1""",
    "ending": """
SELECT coop_id, happened AS ended_on
FROM ruling_status
WHERE axis = 'registry_stage' AND to_code IN ('dissolved', 'merged')""",
    # Acts of the co-operative itself, with the day each was done and the day it was heard of.
    "act": """
SELECT coop_id, record_id, happened, first_known, 'assembly' AS source FROM assembly
UNION ALL
SELECT coop_id, record_id, first_known, first_known, 'filing' FROM filing
UNION ALL
SELECT coop_id, record_id, happened, first_known, 'change_request' FROM change_request""",
    "act_with_ending": """
SELECT a.coop_id, a.record_id, a.source, a.happened, e.ended_on
FROM act a
LEFT JOIN ending e USING (coop_id)""",
    "status_with_acts": """
SELECT s.coop_id, s.record_id, s.to_code, s.first_known, c.founded_on,
    max(a.happened) AS last_act
FROM ruling_status s
LEFT JOIN act a ON a.coop_id = s.coop_id
LEFT JOIN standing c ON c.coop_id = s.coop_id
WHERE s.axis = 'activity_status' AND s.coop_id NOT IN (SELECT coop_id FROM ending)
GROUP BY ALL""",
    "duty_with_paper": """
SELECT o.coop_id, o.record_id, o.kind, o.happened, o.fulfilled_on, o.fulfilled_by,
    f.record_id AS filed, p.record_id AS paper
FROM obligation o
LEFT JOIN (
    SELECT coop_id, kind, happened, min(record_id) AS record_id FROM filing GROUP BY ALL) f
    ON f.coop_id = o.coop_id AND f.kind = o.kind AND f.happened = o.period_end
LEFT JOIN (
    SELECT DISTINCT coop_id, record_id FROM (
        SELECT coop_id, record_id FROM filing
        UNION ALL SELECT coop_id, record_id FROM assembly
        UNION ALL SELECT coop_id, record_id FROM officer_term)) p
    ON p.coop_id = o.coop_id AND p.record_id = o.fulfilled_by""",
    "loan": """
SELECT coop_id, facility_id, min(happened) AS disbursed_on, max(principal) AS principal,
    max(rate) AS rate, max(tenor_months) AS tenor_months, max(settled_on) AS settled_on
FROM facility
GROUP BY ALL""",
    "month_with_loan": """
SELECT m.*, l.facility_id IS NOT NULL AS lent, l.disbursed_on, l.settled_on,
    l.principal * (1 + coalesce(l.rate, 0) * coalesce(l.tenor_months, 0) / 12) AS most
FROM facility_month m
LEFT JOIN loan l USING (coop_id, facility_id)""",
    "claim_with_loan": """
SELECT g.coop_id, g.record_id, g.happened, l.facility_id IS NOT NULL AS lent, l.disbursed_on
FROM guarantee_claim g
LEFT JOIN loan l USING (coop_id, facility_id)""",
    "mark_with_entry": """
SELECT m.coop_id, m.record_id, e.coop_id IS NOT NULL AS entered
FROM festival_mark m
LEFT JOIN (SELECT DISTINCT coop_id, edition FROM festival_entry) e USING (coop_id, edition)""",
    "result_with_entry": """
SELECT r.coop_id, r.record_id, e.coop_id IS NOT NULL AS entered
FROM festival_result r
LEFT JOIN (SELECT DISTINCT coop_id, edition FROM festival_entry) e USING (coop_id, edition)""",
    "warning_in_turn": """
SELECT coop_id, record_id, seq_in_12m,
    count(*) OVER (
        PARTITION BY coop_id ORDER BY happened
        RANGE BETWEEN INTERVAL 365 DAYS PRECEDING AND CURRENT ROW) AS counted
FROM warning""",
    # Every entry of a co-operative beside its other entries.
    "entry_with_others": """
SELECT coop_id, record_id, national_id,
    count(national_id) OVER whole AS told,
    min(national_id) OVER whole = max(national_id) OVER whole AS same
FROM cooperative
WINDOW whole AS (PARTITION BY coop_id)""",
    # One row a co-operative, as it stands, with what it should not share with another.
    "standing_in_turn": """
SELECT coop_id, record_id, national_id, name_key, county,
    count(*) OVER (PARTITION BY national_id) AS same_id,
    count(*) OVER (PARTITION BY name_key, county) AS same_name
FROM standing""",
}

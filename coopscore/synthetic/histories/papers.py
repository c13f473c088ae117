"""The co-operatives' own papers: everything that they file, decide and ask for, as sheets."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.assemblies import assemblies
from coopscore.synthetic.histories.deeds import draw_deeds
from coopscore.synthetic.histories.figures import yearly_figures
from coopscore.synthetic.histories.filings import filings
from coopscore.synthetic.histories.licences import licences
from coopscore.synthetic.histories.obligations import obligations
from coopscore.synthetic.histories.officers import officer_terms
from coopscore.synthetic.histories.requests import board_course, change_requests
from coopscore.synthetic.histories.statements import books_of, statement_lines
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sheet import days


def papers(chunk: Chunk) -> Mapping[str, pa.Table]:
    """The sheets of filings, statements, figures, assemblies, offices, duties, requests, licences.

    Every act lies between the registration or the start of recording and the end; whoever is awake
    in a cycle gives a sign of life in it, and whoever is not gives none (`deeds.signs_of_life`).
    """
    deeds = draw_deeds(chunk)
    books = books_of(chunk, deeds)
    course = board_course(chunk, deeds)
    terms = officer_terms(chunk, deeds, course)
    return {
        "filing": filings(chunk, deeds, books),
        "statement_line": statement_lines(chunk, deeds, books),
        "yearly_figures": yearly_figures(chunk, deeds, books),
        "assembly": assemblies(chunk, deeds),
        "officer_term": terms.table,
        "obligation": obligations(chunk, deeds, terms),
        "change_request": change_requests(chunk, deeds, course, terms.elected),
        "licence": licences(chunk),
    }


def gaming(chunk: Chunk) -> pa.Table:
    """Statements filed on a template: `coop_id`, `period_end`. For the truth, never for a file."""
    deeds = draw_deeds(chunk)
    who, cycle = np.nonzero(deeds.gamed & (deeds.statement <= chunk.cycles.end))
    period_end = deeds.duties.period_end[who, cycle]
    return pa.table({"coop_id": chunk.ids(who), "period_end": days(period_end)})

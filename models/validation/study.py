"""What every part of a validation looks at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.inputs import Input
from models.sample import Sample
from models.spec import Spec
from models.validation.rows import Tried, column_of, rows_of
from models.validation.settings import ValidationSettings
from models.validation.slices import Slice, of_bands, of_codes, of_folds, size_feature
from models.walk import Tested, Walked


@dataclass(frozen=True, kw_only=True)
class Study:
    """The rows known and lost, and the walk of every kind through them."""

    spec: Spec
    inputs: tuple[Input, ...]
    sample: Sample
    lost: Sample
    tries: Mapping[str, Tried]
    settings: ValidationSettings

    @property
    def walked(self) -> dict[str, Walked]:
        """Each kind's walk."""
        return {kind: one.walked for kind, one in self.tries.items()}

    @property
    def lead(self) -> str:
        """The kind beside which the others are held."""
        return self.spec.champion.lead

    @property
    def steps(self) -> Sequence[Tested]:
        """The folds' test rows, which are the same for every kind."""
        return self.tries[self.lead].walked.steps


def slices(study: Study) -> Iterator[Slice]:
    """Folds, branches and bands of size, by the rows that all kinds share."""
    rows = rows_of(study.tries[study.lead], study.lost)
    yield from of_folds(rows, study.steps)
    held = set(study.sample.X.columns)
    if study.settings.branch in held:
        codes = column_of(study.settings.branch, study.steps, study.lost)
        yield from of_codes("branch", codes)
    size = size_feature(study.inputs, study.settings)
    if size is not None:
        values = column_of(size, study.steps, study.lost)
        yield from of_bands("size", size, values, study.settings.bands)

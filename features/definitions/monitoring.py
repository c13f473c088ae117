"""What scores are watched by and never made of: where a co-operative lies, and whose it is.

A co-operative cannot answer for its province. These columns stand beside a validation's rows, so
that it can tell how a model serves each of them; `features.catalogue` keeps them out of what a spec
may ask for.
"""

from coopscore.language import Text
from features.spec import Feature, States

registration = States("cooperative", happened="valid_from", known="recorded_at")

FEATURES = (
    Feature(
        name="province",
        value=registration.latest("province"),
        unit="code",
        missing=None,  # not on record
        risk="none",
        concept="monitoring",
        title=Text(en="Province", fa="استان"),
        type="category",
    ),
    Feature(
        name="is_women",
        value=registration.latest("is_women"),
        unit="code",
        missing=None,  # not on record: no claim that it is, or is not, a women's co-operative
        risk="none",
        concept="monitoring",
        title=Text(en="Women's co-operative", fa="تعاونی زنان"),
    ),
)

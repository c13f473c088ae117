"""The feature catalogue: every input that a model may use."""

from fastapi import APIRouter

from features.catalogue import CATALOGUE
from serving.api.documents import documented
from serving.schemas import CatalogueOut, FeatureOut

router = APIRouter(prefix="/features", tags=["features"])


@router.get("", summary="The feature catalogue", responses=documented())
def list_features() -> CatalogueOut:
    """Each input's name, titles, unit, rule for missing values and direction of risk.

    A score's reasons name these inputs. An input without a stated direction may raise the risk
    or lower it.
    """
    return CatalogueOut(features=tuple(FeatureOut.of(one) for one in CATALOGUE.values()))

"""What an edition may rank by: features of the record that co-operatives answer for.

Loans, and what offices find, stay out: an award committee is not told of credit, and being visited
often is nobody's merit. Places among peers stay out too, for the index works them out itself.
"""

from collections.abc import Mapping
from types import MappingProxyType

from features.catalogue import CATALOGUE
from features.definitions.contributions import FEATURES as CONTRIBUTIONS
from features.peers import PeerShare
from features.spec import Feature

CONCEPTS = ("filings", "governance", "finances", "members", "obligations", "contributions")

FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        feature.name: feature
        for feature in (*CATALOGUE.values(), *CONTRIBUTIONS)
        if feature.concept in CONCEPTS
        and feature.type == "number"
        and not isinstance(feature.value, PeerShare)
    }
)

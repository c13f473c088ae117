"""Adapters: each translates one registry's own files into drafts of our tables."""

from coopscore.adapters.delivery import Adapter, Delivery, Draft, Drafts, Source
from coopscore.adapters.directory import ADAPTERS, open_adapter

__all__ = ["ADAPTERS", "Adapter", "Delivery", "Draft", "Drafts", "Source", "open_adapter"]

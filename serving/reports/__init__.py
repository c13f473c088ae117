"""Reports for people: a validation's numbers as pages and pictures, in both languages."""

from serving.reports.files import files_of

__all__ = ["files_of"]

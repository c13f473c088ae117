"""Dossiers: all that stands behind one score, put together by a job and read by the pages."""

"""Reasons in words' place: codes, concepts and peers; the words themselves stand in serving."""

"""Editions of an award: who may take part, how they rank, and how firm each place is."""

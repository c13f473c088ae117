"""What each subject leaves on record of the lives: one module a subject, rows of its tables."""

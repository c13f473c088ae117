"""Who is in the make-believe sector, and how they fare: drawn before any paper is written."""

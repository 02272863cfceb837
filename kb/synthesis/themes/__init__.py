"""One theme read through all theses."""

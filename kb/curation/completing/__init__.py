"""Completing works from files of references, in the admin."""

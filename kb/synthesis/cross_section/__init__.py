"""Themes against theses and roles, and themes against each other."""

"""Theses side by side."""

"""Theses by what a reader asks, and what each holds."""

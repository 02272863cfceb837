"""Quotations by what a reader asks, and where each stands."""

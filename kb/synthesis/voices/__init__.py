"""Informants, and all that each says."""

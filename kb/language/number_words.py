"""The numbers from one to ten as words, in bokmål, nynorsk and English."""

from __future__ import annotations

_NUMBERS_TEXT = """
en=1 én=1 ein=1 one=1 to=2 two=2 tre=3 three=3 fire=4 four=4 fem=5 five=5 seks=6 six=6 sju=7 syv=7 seven=7
åtte=8 eight=8 ni=9 nine=9 ti=10 ten=10
"""
NUMBER_WORDS: dict[str, str] = dict(word.split("=", 1) for word in _NUMBERS_TEXT.split())

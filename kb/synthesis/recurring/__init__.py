"""What recurs in several theses and is in no theme yet: terms, and passages that share their very words.

Pure computation but for :mod:`renewal`, which reads and keeps, and :mod:`finding`, which says what the public sees.
"""

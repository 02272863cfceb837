"""What a voice is called beside its label."""

from __future__ import annotations

import re

# What tells one "Leder" from the next: a letter, a number.
_TELLING_APART = re.compile(r"\s+(?:\w|\d+|[IVX]+)$")


def trim_role(label: str, role: str) -> str:
    """``role`` without what ``label`` says: "Leder A" and "Leder, flyktningtjenesten" give "flyktningtjenesten".

    "" where the label says all of it, as "Programrådgiver 2" does of "Programrådgiver".
    """
    said = _TELLING_APART.sub("", label.strip())
    if not said or not role.casefold().startswith(said.casefold()):
        return role
    rest = role[len(said) :]
    # "Rektor" is a "Rektor ved skolen"; of "Leder A" it is told that he is "leder i en by".
    ends = " ,;:–" if said == label.strip() else ",;:–"
    return rest.lstrip(",;:– ") if not rest or rest[0] in ends or rest.lstrip()[0] in ",;:–" else role

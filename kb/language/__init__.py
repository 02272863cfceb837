"""Words of Norwegian text: where they stand, what they are forms of, what they are made of. Pure Python."""

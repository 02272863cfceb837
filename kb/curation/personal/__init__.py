"""Personal data of a thesis: what reading points out, words to cover, labels that may be names."""

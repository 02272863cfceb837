"""The review queue of a thesis: its particulars first, then what reading found, the least sure first."""

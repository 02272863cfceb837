"""What became of people's work when a file was read anew, shown and decided."""

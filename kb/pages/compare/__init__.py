"""What the page of two to four theses side by side says."""

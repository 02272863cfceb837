"""What the page of terms, passages and sources that recur says."""

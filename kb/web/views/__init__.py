"""Views: find the records, present them, render the page. One module a subject."""

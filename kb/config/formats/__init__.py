"""How dates are written where the framework's own way is another than the site's."""

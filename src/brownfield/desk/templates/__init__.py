"""Templates, style and script of the desk."""

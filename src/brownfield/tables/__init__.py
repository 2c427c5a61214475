"""Tables: declared once, read from any format, every problem reported at once."""

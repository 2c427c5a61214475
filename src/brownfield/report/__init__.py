"""Report: one self-contained page that tells a study; it shows and never solves."""

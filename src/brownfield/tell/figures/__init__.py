"""What charts of every question share: style, maps, controls."""

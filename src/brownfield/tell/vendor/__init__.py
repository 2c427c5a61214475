"""Vendored browser scripts and world outline, pinned by `manifest.toml`."""

"""Constraint families, one file each; equation ids as in docs/formulation.md."""

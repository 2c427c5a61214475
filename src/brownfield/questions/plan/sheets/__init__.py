"""The document as a workbook that a person can send: each sheet in a module."""

"""Bytes to source text, clean text and articles."""

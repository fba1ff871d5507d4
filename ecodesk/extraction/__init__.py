"""Figures and claims of an article, each with subject, indicator, period, place, modality and measure."""

from ecodesk.extraction.bounds import numerals
from ecodesk.extraction.numerals import Numeral
from ecodesk.extraction.pipeline import extract, extract_at

__all__ = ["Numeral", "extract", "extract_at", "numerals"]

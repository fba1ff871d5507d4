"""Figures and claims of an article, each with subject, indicator, period, place, modality and measure."""

from ecodesk.extraction.numerals import Numeral, numerals
from ecodesk.extraction.pipeline import extract

__all__ = ["Numeral", "extract", "numerals"]

"""EcoDesk 核稿台: a review desk for the figures in Chinese copy."""

__version__ = "0.1.0"

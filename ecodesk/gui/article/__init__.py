"""The article: its sheet, its highlights and its margin."""

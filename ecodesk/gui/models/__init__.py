"""Item models over frozen rows; none of them writes."""

"""Filtering the desk: the panel of facets, what is active, named views, and the list they give."""

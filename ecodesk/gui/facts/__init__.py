"""The facts of an article: table, inspector, number line and the panel that corrects."""

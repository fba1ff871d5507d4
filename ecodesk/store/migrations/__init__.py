"""How a desk comes from one version to the next; versions are numbered 0001, 0002 and so on."""

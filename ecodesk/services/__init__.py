"""What the desk can do, for the window and the command line alike; writes report the rows they touched."""

"""What the desk talks about: frozen dataclasses, enums and errors; no input or output."""

"""The tables of resources/, typed, validated and cached."""

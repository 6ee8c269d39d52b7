"""What every page may use: colours, numbers in words, settings, the theme."""

"""What is asked for against what is told done, and who does the same."""

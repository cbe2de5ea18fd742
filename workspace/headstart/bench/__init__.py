"""What the project promises of its speed, measured on the reader's own machine."""

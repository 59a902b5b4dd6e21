"""What finance sends as a paper."""

"""Re-execute the notebooks and build the readable report."""

"""Re-execute the notebooks, and build the report site: notebooks, evidence, library reference."""

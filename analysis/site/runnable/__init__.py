"""The notebooks rerun in the reader's browser: what that takes, its packing, and the rerun."""

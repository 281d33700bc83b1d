"""The reading edition of a dossier: a site, or one page."""

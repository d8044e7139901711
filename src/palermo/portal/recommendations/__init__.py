"""The register of recommendations and the chains of repeated ones, with filters and exports."""

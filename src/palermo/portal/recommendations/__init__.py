"""The register of recommendations, with its filters and exports."""

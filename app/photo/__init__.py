"""From a photo of a digit on paper to a digit image: safely decoded, stage by stage."""

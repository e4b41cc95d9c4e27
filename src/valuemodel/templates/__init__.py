"""Value models as YAML, by objective: drivers, assumptions with their sources, and the costs that may be missing."""

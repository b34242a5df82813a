"""The workbench: a web application on the translator's own machine, over the project's catalogs and nothing else."""

"""How well the models judge the development corpora, each figure beside its baselines (`argmap evaluate --corpora`)."""

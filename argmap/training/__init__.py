"""Train the models in `models/` from corpora beside the repository: a folder for each model, in the order to run them.

`encoder`, `clauses`, `parser`, `judge`, `linker`, `relater`, `paste`. The modules at this level are shared: corpora,
checkpoints, trees, graphs and cards. Settings, seeds included, are the YAML files in `settings/`.
"""

"""Many threads to maps and a dataset, on all cores or on a cluster, resumed where it was stopped (`argmap corpus`)."""

"""Training of the statement tagger: data, network, training, evaluation, export. Start reading at `train.py`."""

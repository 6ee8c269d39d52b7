"""Weights that were learned elsewhere, read back into a network of this project.

    pytorch    the state_dict of a torch.nn.Sequential, or of any module made of the same layers
    keras      what Keras keeps in .keras and .weights.h5
    named      W1, b1 … as core calls them; coefs_0, intercepts_0 … of scikit-learn's MLPClassifier
    nielsen    the JSON that the programs of Nielsen's book write
        │
        ▼
    parts      one part a layer with parameters, in core's letters and layouts
        │
        ▼
    fitted     the parts in the places of a network: θ, and the statistics of batch normalisation

`files` opens a file and hands it to the right one of them. No file is trusted: shapes and lengths are read before
memory is asked for, and nothing is unpickled.
"""

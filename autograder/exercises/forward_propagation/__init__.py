"""Assignment `forward_propagation`: one unit, one layer, a network, a batch, a decision."""

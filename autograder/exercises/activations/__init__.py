"""Assignment `activations`: ReLU, sigmoid, softmax, and why layers need an activation."""

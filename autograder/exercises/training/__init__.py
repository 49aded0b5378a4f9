"""Assignment `training`: gradients of logistic regression, gradient descent, one layer backwards."""

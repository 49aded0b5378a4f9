"""Assignment `adam`: one step of Adam, backpropagation, and a digit network trained with both."""

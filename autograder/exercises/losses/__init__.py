"""Assignment `losses`: one loss per example, from probabilities and from logits, and the cost."""

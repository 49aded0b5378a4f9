"""What an exercise is made of: cases, a Keras oracle, misconceptions and correct variants."""

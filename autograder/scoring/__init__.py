"""What the hidden test cells call to give points."""

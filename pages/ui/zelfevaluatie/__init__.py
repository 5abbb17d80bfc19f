"""What *Zelfevaluatie* says and draws."""

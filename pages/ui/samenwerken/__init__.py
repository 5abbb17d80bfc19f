"""What *Samen doen of zelf doen?* says and draws."""

"""How the models are stored and found. Only this layer speaks SQL, and it never commits."""

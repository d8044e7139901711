"""People who sign in; the user model is ours from the first migration, since it can't be changed later."""

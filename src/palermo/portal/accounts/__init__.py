"""The user model, which is our own from the first migration because it cannot be changed later."""

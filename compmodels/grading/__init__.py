"""What a teacher needs: making the exercises from the solutions, and marking what comes back."""

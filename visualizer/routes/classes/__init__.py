"""What browsers ask of a class, and its news; whichever way they come by."""

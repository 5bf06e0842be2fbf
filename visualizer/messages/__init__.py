"""What browsers and their sessions tell each other, and what of it is passed on."""

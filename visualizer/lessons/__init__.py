"""The words of the lesson, one module a page: what to guess, what follows, which code ran."""

"""The bug clinic: short programs that train and are wrong, run as the text that they are.

Read in this order: ``patient``, ``code``, ``style``, ``case``, ``edits``, ``lines``, ``bugs``,
``claims``, ``mends``, ``program``, ``running``, ``course``. The lines are a fixed set with numbers
put in; nothing that a visitor sends is ever executed.
"""

"""Take it home: a run on screen as files that need PyTorch and nothing of this app.

Read in this order: ``decimals``, ``names``, ``data``, ``sections``, ``script``,
``notebook``, ``parameters``, ``history``. Names of rows and columns come from strangers. They
stand in comments only, cleaned to one line, and never in code, strings or Markdown.
"""

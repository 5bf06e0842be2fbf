"""Sharing what a page shows: the dialog, and from where its link can be opened."""

OPEN = "Share"
TITLE = "Share what you see"
SEEN_BY_LINK = "Whoever opens this link sees exactly these numbers."
SEEN_BY_FILE = (
    "Your table is too large for a link. **Send the run file instead**: whoever opens it on "
    "*My data* sees exactly these numbers."
)
RUN_FILE = "Run file"
COPY_LINK = "Copy the link"
COPY_HTML = "Copy the HTML"
OTHER_NETWORKS = "This computer is in several networks. If that link does not open:"
EMBED = "To show it within another page:"
EMBEDDED = "A neural network to take apart"
"""What the frame in another page is called."""
CODE = "QR code of the link"
"""What a screen reader says of the code that a camera reads."""
CAMERA = "Point a phone's camera here"
TOO_LONG_FOR_A_CODE = "With {count} characters the link is too long for a code on a wall."

# Of the host in a link that leads every device to itself, and then why or what to do; in Markdown.

ONLY_HERE = (
    "**{host}** means *this very computer*, so on any other device this link and a code of it "
    "lead nowhere."
)
PERHAPS = (
    "For devices in the same network the link below should work. Try it with one of them first: "
    "a firewall, or a network that keeps its devices apart, may be in the way."
)
CLOSED = (
    "The server listens to this computer only. For others to join, start it with `{command}` "
    "and come back here."
)
NO_NETWORK = (
    "This computer is in no network that it knows of. Once it is in that of the others, come "
    "back here."
)
BETWEEN = (
    "Something passes the port {port} on to the server, so the app cannot know its own address in "
    "the network. Put that in place of {host}."
)

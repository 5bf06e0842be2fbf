"""Why a run file, which holds what a page shows, cannot be opened."""

TOO_LARGE = "The file is larger than any run file of this app."
NONE = "This is no run file of this app."
OTHER_VERSION = "This run file was written by another version of this app."
NO_SUCH_PAGE = "The run file names a page that this app does not have."
SETTINGS_DAMAGED = "The settings in this run file are damaged."
TABLE_DAMAGED = "The table in this run file is damaged."

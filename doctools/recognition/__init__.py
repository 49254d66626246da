"""Text from pictures of pages: what a reader cannot read, recognised by sight."""

//! What it costs to close a size.

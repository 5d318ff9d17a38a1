//! What a feed published becomes a price: an interval that is wider the less is known.

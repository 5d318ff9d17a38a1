//! What a size really fetches where it can be sold, which is less than its mark.

//! Sorting on the caller's slice.

use core::cmp::Ordering;

/// Heapsort: in place, no recursion, and no panic whatever the order does.
pub(crate) fn sort<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let count = items.len();
    for root in (0..count / 2).rev() {
        sink(items, root, count, &order);
    }
    for end in (1..count).rev() {
        exchange(items, 0, end);
        sink(items, 0, end, &order);
    }
}

/// Moves the item at `root` down until none of its children comes after it.
fn sink<T>(items: &mut [T], mut root: usize, end: usize, order: &impl Fn(&T, &T) -> Ordering) {
    let after = |items: &[T], a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => order(a, b) == Ordering::Greater,
        _ => false,
    };
    loop {
        let left = root.wrapping_mul(2).wrapping_add(1); // half of a length never wraps
        if root >= end / 2 || left >= end {
            return;
        }
        let (mut child, right) = (left, left.wrapping_add(1));
        if right < end && after(items, right, child) {
            child = right;
        }
        if !after(items, child, root) {
            return;
        }
        exchange(items, root, child);
        root = child;
    }
}

fn exchange<T>(items: &mut [T], low: usize, high: usize) {
    if let Some((left, right)) = items.split_at_mut_checked(high) {
        if let (Some(a), Some(b)) = (left.get_mut(low), right.first_mut()) {
            core::mem::swap(a, b);
        }
    }
}

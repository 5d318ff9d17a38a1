//! Room for results.

/// So many zeros, on large pages where the system gives them: most of what a scan of millions costs beside its
/// arithmetic is memory that is touched for the first time, page by page.
pub fn zeros<T: Clone + Default>(count: usize) -> Vec<T> {
    let mut values = vec![T::default(); count];
    advise(&mut values);
    values
}

/// Asks for large pages. Whether they are given changes no result, so nobody asks for the answer.
#[cfg(target_os = "linux")]
fn advise<T>(values: &mut [T]) {
    const LARGE: usize = 1 << 21;
    let (start, bytes) = (values.as_mut_ptr().cast::<u8>(), size_of_val(values));
    let skipped = start.align_offset(LARGE);
    let Some(inside) = bytes.checked_sub(skipped).filter(|bytes| *bytes >= LARGE) else {
        return;
    };
    // SAFETY: the range lies within `values`, and advice on how it is paged leaves what it holds alone.
    unsafe {
        libc::madvise(
            start.wrapping_add(skipped).cast(),
            inside,
            libc::MADV_HUGEPAGE,
        )
    };
}

#[cfg(not(target_os = "linux"))]
fn advise<T>(_: &mut [T]) {}

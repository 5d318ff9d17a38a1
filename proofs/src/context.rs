//! What a proof is for: without it, a proof could be shown again elsewhere or later.

use merlin::Transcript;

/// The published state that a proof speaks of, and its purpose.
///
/// All of it goes into the transcript from which a proof's challenges come, so a proof holds for exactly one
/// version, one time, one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context<'a> {
    /// Who asks, and what for: "acme/margin/alice". A text that no other use of these proofs has.
    pub purpose: &'a str,
    /// The number of the published state.
    pub version: u64,
    /// When it was published, in seconds since 1970.
    pub time: u64,
}

impl Context<'_> {
    /// A transcript that has begun with this context, for one kind of statement.
    pub(crate) fn transcript(&self, kind: &'static [u8]) -> Transcript {
        let mut transcript = Transcript::new(kind);
        transcript.append_message(b"purpose", self.purpose.as_bytes());
        transcript.append_u64(b"version", self.version);
        transcript.append_u64(b"time", self.time);
        transcript
    }
}

//! The columns as files of little-endian numbers.

use plimsoll::columns::markets::Weighted;
use plimsoll::margin::account::Status;
use plimsoll::weights::Bound;
use plimsoll::{Fixed, Number};
use std::error::Error;
use std::path::Path;

pub type Done<T = ()> = Result<T, Box<dyn Error>>;

/// A number type, how it lies in files, and the sum of its words.
pub trait Lane: Number + Copy + Send + Sync {
    const NAME: &'static str;
    const SUFFIX: &'static str;
    const BYTES: usize;
    fn read(bytes: &[u8]) -> Self;
    fn write(&self, out: &mut Vec<u8>);
    fn words(&self) -> u64;
}

impl Lane for Fixed {
    const NAME: &'static str = "fixed";
    const SUFFIX: &'static str = ".bits";
    const BYTES: usize = 16;
    fn read(bytes: &[u8]) -> Self {
        Fixed::from_bits(i128::from_le_bytes(bytes.try_into().expect("16 bytes")))
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_bits().to_le_bytes());
    }
    fn words(&self) -> u64 {
        let bits = self.to_bits();
        (bits as u64).wrapping_add((bits >> 64) as u64)
    }
}

impl Lane for f64 {
    const NAME: &'static str = "f64";
    const SUFFIX: &'static str = "";
    const BYTES: usize = 8;
    fn read(bytes: &[u8]) -> Self {
        f64::from_le_bytes(bytes.try_into().expect("8 bytes"))
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }
    fn words(&self) -> u64 {
        self.to_bits()
    }
}

pub fn numbers<N: Lane>(folder: &Path, name: &str) -> Done<Vec<N>> {
    let bytes = std::fs::read(folder.join(format!("{name}{}", N::SUFFIX)))?;
    Ok(bytes.chunks_exact(N::BYTES).map(N::read).collect())
}

pub fn places(folder: &Path, name: &str) -> Done<Vec<u32>> {
    let bytes = std::fs::read(folder.join(name))?;
    let words = bytes.chunks_exact(4);
    let place = |word: &[u8]| u32::from_le_bytes(word.try_into().expect("4 bytes"));
    Ok(words.map(place).collect())
}

/// Sets of markets from `[scenario][level][market]`, as many markets as there are prices in a level.
pub fn markets<N: Lane>(folder: &Path, prefix: &str, count: usize) -> Done<Vec<Vec<Weighted<N>>>> {
    let asset = numbers::<N>(folder, &format!("{prefix}asset"))?;
    let liability = numbers::<N>(folder, &format!("{prefix}liability"))?;
    let bound = |place: usize| Bound::new(asset[place], liability[place]);
    let mut sets = Vec::new();
    for start in (0..asset.len()).step_by(3 * count) {
        let set = (start..start + count).map(|place| {
            let levels = [place, place + count, place + 2 * count];
            let [initial, maintenance, equity] = levels.map(bound);
            Ok(Weighted::new([initial?, maintenance?, equity?]))
        });
        sets.push(set.collect::<Result<_, plimsoll::Error>>()?);
    }
    Ok(sets)
}

pub fn write<N: Lane>(folder: &Path, name: &str, sums: &[Vec<N>]) -> Done {
    let mut bytes = Vec::new();
    for sum in sums.iter().flatten() {
        sum.write(&mut bytes);
    }
    let path = folder.join(format!("{}.{name}", N::NAME));
    Ok(std::fs::write(path, bytes)?)
}

pub fn write_status<N: Lane>(folder: &Path, name: &str, status: &[Status]) -> Done {
    let bytes: Vec<u8> = status.iter().map(|status| *status as u8).collect();
    Ok(std::fs::write(
        folder.join(format!("{}.{name}", N::NAME)),
        bytes,
    )?)
}

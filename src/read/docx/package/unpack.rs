//! Unpacking a part: in one go where it is whole, piece by piece where it may not be.

use flate2::{Decompress, FlushDecompress, Status};

/// Room for one more than the longest match of deflate: with less left over, each byte is unpacked
/// with care.
const MATCH: usize = 320;

/// Unpacks one part after the other.
pub(super) struct Unpacker {
    #[cfg(not(target_family = "wasm"))]
    at_once: libdeflater::Decompressor,
    piecewise: Option<Decompress>,
}

impl Unpacker {
    pub(super) fn new() -> Unpacker {
        Unpacker {
            #[cfg(not(target_family = "wasm"))]
            at_once: libdeflater::Decompressor::new(),
            piecewise: None,
        }
    }

    /// What `packed` unpacks to: `size` bytes if all is well, `most` at most, what can be had of them
    /// where it is damaged; and whether its end was reached.
    pub(super) fn unpack(&mut self, packed: &[u8], size: usize, most: usize) -> (Vec<u8>, bool) {
        if let Some(bytes) = self.at_once(packed, size) {
            return (bytes, true);
        }
        let mut bytes = Vec::with_capacity(size + MATCH);
        let inflate = self.piecewise.get_or_insert_with(|| Decompress::new(false));
        inflate.reset(false);
        let whole = loop {
            let rest = usize::try_from(inflate.total_in()).ok().and_then(|it| packed.get(it..));
            let rest = rest.unwrap_or_default();
            match inflate.decompress_vec(rest, &mut bytes, FlushDecompress::Finish) {
                Ok(Status::StreamEnd) => break true,
                // There was not room enough.
                Ok(_) if bytes.len() == bytes.capacity() && bytes.len() < most => {
                    bytes.reserve_exact(bytes.len().max(4096).min(most - bytes.len()));
                }
                Ok(_) => break bytes.len() >= most,
                Err(_) => break false,
            }
        };
        (bytes, whole)
    }

    /// What `packed` unpacks to, where that is `size` bytes.
    #[cfg(not(target_family = "wasm"))]
    fn at_once(&mut self, packed: &[u8], size: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; size];
        let len = self.at_once.deflate_decompress(packed, &mut bytes).ok()?;
        (len == size).then_some(bytes)
    }

    #[cfg(target_family = "wasm")]
    fn at_once(&mut self, _: &[u8], _: usize) -> Option<Vec<u8>> {
        None
    }
}

/// The checksum that a zip has of `bytes`.
#[cfg(not(target_family = "wasm"))]
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    libdeflater::crc32(bytes)
}

/// The checksum that a zip has of `bytes`.
#[cfg(target_family = "wasm")]
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_part_is_unpacked_whatever_its_size_was_said_to_be() {
        let text = "Partijen overleggen elk kwartaal. ".repeat(500);
        let packed = packed(text.as_bytes());
        for size in [text.len(), 0, 10, text.len() - 1, text.len() + 1] {
            let (bytes, whole) = Unpacker::new().unpack(&packed, size, 1 << 20);
            assert_eq!((bytes.as_slice(), whole), (text.as_bytes(), true), "{size}");
        }
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn of_a_damaged_part_the_beginning_is_had_and_of_a_large_one_no_more_than_asked() {
        let text: String = (0..4000).map(|it| format!("lid {it} ")).collect();
        let packed = packed(text.as_bytes());
        let mut unpacker = Unpacker::new();
        let (bytes, whole) = unpacker.unpack(&packed[..packed.len() / 2], text.len(), 1 << 20);
        assert!(!whole && bytes.len() > 1000 && text.as_bytes().starts_with(&bytes));
        let (bytes, _) = unpacker.unpack(&packed, 100, 5000);
        assert!((5000..text.len()).contains(&bytes.len()));
    }
}

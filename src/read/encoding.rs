//! The text of a file whose format is text, and how to write it back in the encoding it came in.

use super::text::decode;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text file as it was read. Places are those of [`crate::document::Origin::Bytes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Its text; of a file in UTF-8 with its byte order mark.
    pub text: String,
    encoding: &'static Encoding,
    /// The byte order mark that `text` doesn't hold.
    mark: &'static [u8],
}

impl Encoded {
    /// The text in `bytes`; none where writing it back would not give the same bytes.
    pub fn of(bytes: &[u8]) -> Option<Encoded> {
        let decoded = decode(bytes);
        let encoding = decoded.encoding.and_then(|it| Encoding::for_label(it.as_bytes()));
        let encoding = encoding.unwrap_or(UTF_8);
        let mark: &[u8] = match bytes {
            [0xFF, 0xFE, ..] if encoding == UTF_16LE => b"\xFF\xFE",
            [0xFE, 0xFF, ..] if encoding == UTF_16BE => b"\xFE\xFF",
            _ => b"",
        };
        let text = match decoded.skipped {
            0 => decoded.text.into_owned(),
            _ => std::str::from_utf8(bytes).ok()?.to_owned(),
        };
        let it = Encoded { text, encoding, mark };
        (it.bytes(&it.text)? == bytes).then_some(it)
    }

    /// `text` as bytes of the same encoding; none where that has no sign for a letter of it.
    pub fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        let mut bytes = self.mark.to_vec();
        if self.encoding == UTF_16LE {
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        } else if self.encoding == UTF_16BE {
            bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        } else {
            let (encoded, _, lost) = self.encoding.encode(text);
            if lost {
                return None;
            }
            bytes.extend_from_slice(&encoded);
        }
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_file_is_written_back_in_its_own_encoding() {
        let text = "De Leverancier levert één keer.\r\nPartijen overleggen.\r\n";
        let files = [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        ];
        for bytes in files {
            let it = Encoded::of(&bytes).expect("can be written back");
            assert!(it.text.ends_with(text), "{:?}", it.text);
            let with = it.text.replace("één keer", "twee keer");
            let written = it.bytes(&with).expect("has these letters");
            let again = Encoded::of(&written).expect("can be read");
            assert!(again.text.ends_with("levert twee keer.\r\nPartijen overleggen.\r\n"));
            // A text without any accent is UTF-8 as much as Windows-1252.
            assert_eq!(again.mark, it.mark);
        }
    }

    #[test]
    fn what_the_encoding_has_no_sign_for_is_not_written() {
        let latin = Encoded::of(b"caf\xe9 en bar\r\n").expect("Windows-1252");
        assert_eq!(latin.bytes("café → bar"), None);
        // A stray byte in UTF-8 with a mark reads as U+FFFD, and is lost.
        assert_eq!(Encoded::of(b"\xEF\xBB\xBFcaf\xe9"), None);
    }
}

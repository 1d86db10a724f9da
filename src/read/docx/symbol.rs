//! Characters of the symbol fonts, as the letters and signs that a reader sees.

/// The character at `code` of `font`; a dot for a sign that has no name of its own in a contract.
pub(super) fn symbol(font: &str, code: u32) -> char {
    // Symbol fonts are addressed at U+F000 + code; some files leave the F000 out.
    let symbolic = (0xf000..=0xf0ff).contains(&code);
    let code = if symbolic { code - 0xf000 } else { code };
    let font = font.to_ascii_lowercase();
    let table: &[(u32, char)] = if font.starts_with("wingdings 2") {
        &WINGDINGS_2
    } else if font.starts_with("wingdings") {
        &WINGDINGS
    } else if font == "symbol" {
        &SYMBOL
    } else if !symbolic {
        return char::from_u32(code).unwrap_or('•');
    } else {
        &[]
    };
    match table.iter().find(|it| it.0 == code) {
        Some(&(_, char)) => char,
        // Digits and most punctuation stand at their ASCII places in Symbol.
        None if font == "symbol" && (0x20..0x40).contains(&code) => char::from(code as u8),
        None => '•',
    }
}

const SYMBOL: [(u32, char); 66] = [
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x43, 'Χ'),
    (0x44, 'Δ'),
    (0x45, 'Ε'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x48, 'Η'),
    (0x4c, 'Λ'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6b, 'κ'),
    (0x6c, 'λ'),
    (0x6d, 'μ'),
    (0x6e, 'ν'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7a, 'ζ'),
    (0x2d, '−'),
    (0xa0, '€'),
    (0xa2, '′'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xab, '↔'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb2, '″'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xba, '≡'),
    (0xbb, '≈'),
    (0xbc, '…'),
    (0xbe, '–'),
    (0xd2, '®'),
    (0xd3, '©'),
    (0xd4, '™'),
    (0xe2, '®'),
    (0xe3, '©'),
    (0xe4, '™'),
    (0xe5, '∑'),
];

const WINGDINGS: [(u32, char); 20] = [
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '☐'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x78, '☒'),
    (0xa8, '☐'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '→'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

const WINGDINGS_2: [(u32, char); 5] =
    [(0x4f, '✗'), (0x50, '✓'), (0x52, '☑'), (0x53, '☒'), (0xa3, '☐')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_contracts_read_as_what_is_seen() {
        assert_eq!(symbol("Symbol", 0xf0b7), '•');
        assert_eq!(symbol("Symbol", 0xf0a3), '≤');
        assert_eq!(symbol("Symbol", 0xf0a0), '€');
        assert_eq!(symbol("Wingdings", 0xf0fe), '☑');
        assert_eq!(symbol("Wingdings", 0xa8), '☐');
        assert_eq!(symbol("Arial", 0x2022), '•');
        assert_eq!(symbol("Webdings", 0xf061), '•');
    }
}

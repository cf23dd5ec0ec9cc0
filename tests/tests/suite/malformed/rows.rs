//! Files with one thing wrong in a row of an otherwise good PIHPS file.

use super::{Case, Good, Must};
use lumbung_tests::PihpsFile;

/// Rows beside the wrong one.
const GOOD: u32 = 4;

/// A good row of a PIHPS file for a day.
fn good(day: u32) -> [String; 6] {
    let text = |text: &str| text.to_owned();
    let date = format!("{:02}/{:02}/2023", day % 28 + 1, day % 12 + 1);
    let price = (20_000 + day * 500).to_string();
    [text("Bawang Merah"), date, text("Jawa Barat"), text("Kota Bandung"), text("Pasar Kosambi"), price]
}

fn line(fields: &[String; 6]) -> Vec<u8> {
    format!("1;{}", fields.join(";")).into_bytes()
}

/// A file of good rows with these lines among them.
fn file(mutation: u32, class: &'static str, wrong: &[Vec<u8>], refused: usize) -> Case {
    let at = (mutation % (GOOD + 1)) as usize;
    let mut lines: Vec<Vec<u8>> = (0..GOOD).map(|n| line(&good(mutation + n + 1))).collect();
    for (n, wrong) in wrong.iter().enumerate() {
        lines.insert(at + n, wrong.clone());
    }
    // Rows count from the header, which is the first.
    let first = at + 2 + wrong.len() - refused;
    let is_bad = |row: usize| (first..first + refused).contains(&row);
    let bad = (first..first + refused).map(|row| row as u64).collect();
    let good = |line: &[u8]| {
        let text = String::from_utf8_lossy(line);
        let fields: Vec<&str> = text.split(';').collect();
        Good::of(fields[1], "3273/kosambi", fields[2], fields[6])
    };
    let good = (2..).zip(&lines).filter(|(row, _)| !is_bad(*row)).map(|(_, line)| good(line)).collect();
    let mut bytes = PihpsFile::HEADER.as_bytes().to_vec();
    for line in lines {
        bytes.push(b'\n');
        bytes.extend(line);
    }
    Case { class, bytes, place: None, must: Must::Row { good, bad } }
}

/// One case a class.
pub fn cases(mutation: u32) -> Vec<Case> {
    let n = mutation;
    let changed = |class, field: usize, value: String| {
        let mut fields = good(n);
        fields[field] = value;
        file(n, class, &[line(&fields)], 1)
    };
    let pick = |choices: &[&str]| choices[n as usize % choices.len()].to_owned();
    let with_bytes = |class, from: &str, to: &[u8]| {
        let text = good(n).join(";");
        let at = text.find(from).expect("what is replaced");
        let mut bytes = format!("1;{}", &text[..at]).into_bytes();
        bytes.extend(to);
        bytes.extend(&text.as_bytes()[at + from.len()..]);
        file(n, class, &[bytes], 1)
    };
    let twice = |class, price: u32| {
        let mut other = good(n);
        other[5] = price.to_string();
        // The later of two rows for one day is refused.
        file(n, class, &[line(&good(n)), line(&other)], 1)
    };
    vec![
        changed("a dot between thousands", 5, format!("{}.500", 20 + n)),
        changed("a dot and a comma", 5, format!("{}.500,00", 20 + n)),
        changed("the sign of the rupiah", 5, format!("Rp{}", 20_000 + n)),
        changed("a comma in the wrong place", 5, format!("{},5", 20_000 + n)),
        changed("a unit behind the price", 5, format!("{}/kg", 20_000 + n)),
        changed("below zero", 5, format!("-{}", 20_000 + n)),
        changed("no number", 5, pick(&["NaN", "inf", "-inf", "nan", "Infinity"])),
        changed("an exponent", 5, pick(&["1e309", "1e5", "2E4", "3e+4", "1e-9"])),
        changed("another base or other digits", 5, pick(&["0x7530", "٣٠٠٠٠", "３００００", "0b11", "Ⅻ"])),
        changed("a formula", 5, pick(&["=A1*2", "=SUM(A1:A9)", "+30000", "@30000", "=cmd|'/c calc'!A1"])),
        changed("an error of a spreadsheet", 5, pick(&["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"])),
        changed("ten times the price", 5, ((20_000 + n * 500) * 10).to_string()),
        changed("a price beyond any", 5, pick(&["99999999999", "999999999999999999999", "31", "1", "9999999"])),
        changed("month before day", 1, format!("{:02}/{:02}/2023", n % 12 + 1, n % 12 + 13)),
        changed(
            "a day that no calendar has",
            1,
            pick(&["31/02/2023", "30/02/2024", "00/01/2023", "31/04/2023", "1/13/2023"]),
        ),
        changed("a spreadsheet's day number", 1, (45_000 + n).to_string()),
        changed("two digits for the year", 1, format!("{:02}/01/23", n % 28 + 1)),
        changed(
            "another form of date",
            1,
            pick(&["2023-01-31", "31-01-2023", "31 Januari 2023", "2023/01/31", "31.01.2023"]),
        ),
        changed("no date at all", 1, pick(&["", "-", "kemarin", "//", "0"])),
        changed("a day to come", 1, format!("{:02}/01/2031", n % 28 + 1)),
        changed("a day long ago", 1, format!("{:02}/01/1923", n % 28 + 1)),
        changed("an unknown commodity", 0, pick(&["Emas", "Beras", "Bawang", "", "Cabai"])),
        changed("an unknown province", 2, pick(&["Jawa Baratt", "Atlantis", "", "Kota Bandung", "?"])),
        changed("another province", 2, pick(&["Jawa Timur", "Aceh", "Banten", "Bali", "DKI Jakarta"])),
        changed("an unknown city", 3, pick(&["Bandung", "Kota Bandungg", "", "Paris", "3273"])),
        changed("an unknown market", 4, pick(&["Pasar Antah", "Kosambi 2", "", "Pasar Agung", "3273/kosambi"])),
        with_bytes(
            "another encoding",
            "Bawang",
            [b"Baw\xe9ng".as_slice(), b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"Baw\x96ng"][n as usize % 5],
        ),
        with_bytes("a zero byte", "Bawang", b"Baw\0ang"),
        with_bytes("a carriage return within", "Bawang", b"Baw\rang"),
        with_bytes("an open quotation mark", "Bawang", b"\"Bawang"),
        with_bytes("a field too few", ";Jawa Barat", b""),
        with_bytes("a field too many", ";Jawa Barat", b";x;Jawa Barat"),
        with_bytes("a field with the delimiter in it", "Jawa Barat", b"Jawa;Barat"),
        with_bytes("an endless line", "Bawang", &vec![b'x'; 70_000 + n as usize]),
        twice("the same row twice", 20_000 + n * 500),
        twice("two prices for one day", 21_000 + n * 500),
    ]
}

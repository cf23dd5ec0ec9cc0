//! What the report of a file says of a suspect value.

use crate::model::{Lang, Rule};

/// Why a value is suspect, in words; none for a rule that doubts nothing.
#[must_use]
pub fn doubt(rule: Rule, lang: Lang) -> Option<&'static str> {
    let (id, en) = match rule {
        Rule::Range => (
            "Nilai janggal: di luar kisaran wajar komoditas ini. Disimpan, tetapi tidak dipakai sampai dikoreksi dengan berkas baru.",
            "Suspect value: outside the plausible range of this commodity. Stored, but not used until a new file corrects it.",
        ),
        Rule::Published => (
            "Nilai janggal: kota yang membagikannya meragukan nilai ini. Disimpan, tetapi tidak dipakai.",
            "Suspect value: the city that shares it doubts it. Stored, but not used.",
        ),
        Rule::Digit => (
            "Nilai janggal: sekitar sepuluh, seratus, atau seribu kali harga biasa pasar ini, atau sepersekiannya. Periksa jumlah nolnya. Disimpan, tetapi tidak dipakai.",
            "Suspect value: about ten, a hundred or a thousand times this market's usual price, or that part of it. Check its zeros. Stored, but not used.",
        ),
        Rule::Reverted => (
            "Nilai janggal: lonjakan sekali yang sudah hilang pada laporan berikutnya. Disimpan, tetapi tidak dipakai.",
            "Suspect value: a single jump that the next report took back. Stored, but not used.",
        ),
        Rule::Waiting => (
            "Nilai janggal: lonjakan yang belum didukung pasar lain, sumber lain, atau laporan berikutnya. Disimpan, dan dipakai begitu ada yang mendukung.",
            "Suspect value: a jump that no other market, no other source and no next report corroborates yet. Stored, and used as soon as one does.",
        ),
        Rule::Apart => (
            "Nilai janggal: jauh dari pasar-pasar lain, sedangkan pasar ini belum punya laporan pembanding. Disimpan, tetapi tidak dipakai.",
            "Suspect value: far from the other markets, while this one has no earlier report to compare with. Stored, but not used.",
        ),
        Rule::Rejected => (
            "Nilai janggal: sudah diperiksa dan ditolak petugas. Disimpan, tetapi tidak dipakai.",
            "Suspect value: an officer looked at it and rejected it. Stored, but not used.",
        ),
        Rule::Normal
        | Rule::Accepted
        | Rule::Corrected
        | Rule::Estimated
        | Rule::Missing
        | Rule::Holiday
        | Rule::Withdrawn => return None,
    };
    Some(lang.pick(id, en))
}

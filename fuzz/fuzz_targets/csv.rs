#![no_main]
//! Any bytes as a file, and below each header that is known.

use libfuzzer_sys::fuzz_target;

const HEADERS: [&str; 6] = [
    "No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)",
    "No,Komoditas (Rp),01/ 01/ 2024,02/ 01/ 2024",
    "name,regency_name,date,price,category",
    "Kab/Kota,Tahun,Bulan,Bawang Merah",
    "Bulan,Minggu ke-,Kab/Kota,Indikator Perubahan Harga (%),Komoditas Andil Perubahan Harga",
    "date,commodity,place,stock,daily_need",
];

fuzz_target!(|bytes: &[u8]| {
    lumbung_fuzz::check(bytes);
    for header in HEADERS {
        lumbung_fuzz::check(&[header.as_bytes(), b"\n", bytes].concat());
    }
});

// Files of prices as officers upload them.

const HEADER = 'No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp)';
const MARKETS = ['Pasar Kosambi', 'Pasar Kiara Condong'];

const rowsOf = (dates) =>
  dates.flatMap((date, day) =>
    MARKETS.map((market) => `Bawang Merah;${date};Jawa Barat;Kota Bandung;${market};${32_000 + 500 * day}`),
  );
const refused = [
  'Bawang Merah;31/02/2025;Jawa Barat;Kota Bandung;Pasar Kosambi;32000',
  'Bawang Merah;04/12/2025;Jawa Barat;Kota Bandung;Pasar Kosambi;tiga puluh',
];

const file = (name, lines) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from([HEADER, ...lines.map((line, index) => `${index + 1};${line}`), ''].join('\n')),
});

/** Six prices, and two rows that cannot be read. */
export const PRICES = file('bawang-merah-desember.csv', [
  ...rowsOf(['01/12/2025', '02/12/2025', '03/12/2025']),
  ...refused,
]);

/** Four prices of other days. */
export const MORE_PRICES = file('bawang-merah-november.csv', rowsOf(['27/11/2025', '28/11/2025']));

/** A file of so many bytes, most of them nothing. */
export const large = (bytes) => ({ ...PRICES, name: 'besar.csv', buffer: Buffer.alloc(bytes, '\n') });

/** Chooses a file in the form of the page that is open. */
export const choose = (page, chosen) => page.getByLabel('Berkas harga').setInputFiles(chosen);

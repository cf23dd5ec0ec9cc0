//! Indonesia's provinces, cities, regencies and kecamatan: from code to name,
//! and from a name as files write it to the region.
//!
//! Source, licence and codes are described in `gazetteer/README.md`. Markets
//! are no part of it: those are a profile's.

mod location;

pub use location::{coast, district_location, location};

use crate::model::PlaceCode;
use crate::names::{Unknown, normal};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A province, city or regency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code: 2 digits for a province, 4 for a city or regency.
    pub code: PlaceCode,
    /// Its name, such as `Kota Bandung`, `Kabupaten Cianjur` or `Aceh`.
    pub name: String,
}

/// A kecamatan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its 6 digits, which begin with the city's or regency's code.
    pub code: String,
    /// Its name, such as `Coblong`.
    pub name: String,
}

/// Names that are in use beside the one in the table, by province code.
const PROVINCE_ALIASES: [(&str, &str); 14] = [
    ("11", "Nanggroe Aceh Darussalam"),
    ("19", "Bangka Belitung"),
    ("31", "Jakarta"),
    ("31", "Daerah Khusus Ibukota Jakarta"),
    ("31", "Daerah Khusus Jakarta"),
    ("32", "Jabar"),
    ("33", "Jateng"),
    ("34", "DIY"),
    ("34", "DI Yogyakarta"),
    ("34", "D I Yogyakarta"),
    ("34", "Yogyakarta"),
    ("35", "Jatim"),
    ("52", "NTB"),
    ("53", "NTT"),
];

/// Earlier or other spellings of cities and regencies that still stand in
/// price files.
const REGENCY_ALIASES: [(&str, &str); 8] = [
    ("1212", "Kabupaten Toba Samosir"),
    ("1277", "Kota Padangsidimpuan"),
    ("7109", "Kabupaten Siau Tagulandang Biaro"),
    ("7310", "Kabupaten Pangkajene Kepulauan"),
    ("7310", "Kabupaten Pangkep"),
    ("7601", "Kabupaten Mamuju Utara"),
    ("8103", "Kabupaten Maluku Tenggara Barat"),
    ("8272", "Kota Tidore"),
];

struct Table {
    regions: Vec<Region>,
    by_code: HashMap<PlaceCode, usize>,
    /// By the form of the full name (`kabupatencianjur`).
    by_name: HashMap<String, usize>,
    /// Cities and regencies by their name alone (`bandung`, of which there are
    /// two), for files that leave out what a region is.
    by_bare_name: HashMap<String, Vec<usize>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

static DISTRICTS: LazyLock<HashMap<PlaceCode, Vec<District>>> = LazyLock::new(|| {
    let mut districts: HashMap<PlaceCode, Vec<District>> = HashMap::new();
    for [code, regency, name] in rows(include_str!("../gazetteer/districts.csv")) {
        if let Ok(parent) = PlaceCode::parse(regency) {
            districts.entry(parent).or_default().push(District { code: code.to_owned(), name: name.to_owned() });
        }
    }
    districts
});

/// The region with this code; for a market's code, none.
#[must_use]
pub fn region(code: &PlaceCode) -> Option<&'static Region> {
    TABLE.by_code.get(code).map(|&at| &TABLE.regions[at])
}

/// Every province, city and regency.
#[must_use]
pub fn regions() -> &'static [Region] {
    &TABLE.regions
}

/// The region that a file calls by this name, such as `Kab. Cirebon`, `KOTA
/// BANDUNG` or `D.I. Yogyakarta`. With a province, only its cities and
/// regencies are meant; a name without Kota or Kabupaten is accepted where only
/// one region bears it.
///
/// # Errors
/// When no region has the name, or more than one. The nearest names are in the
/// error; after an ambiguous name, those that it may mean.
pub fn region_named(name: &str, province: Option<&str>) -> Result<&'static Region, Unknown> {
    let table = &*TABLE;
    let within = match province {
        Some(province) => {
            Some(table.province(province).ok_or_else(|| table.unknown(province, |code| !is_regency(code)))?)
        }
        None => None,
    };
    let belongs = |at: usize| within.is_none_or(|province| is_in(&table.regions[at].code, province));

    let key = key(name);
    if let Some(&at) = table.by_name.get(&key).filter(|&&at| belongs(at)) {
        return Ok(&table.regions[at]);
    }
    let bearers: Vec<usize> =
        table.by_bare_name.get(&key).into_iter().flatten().copied().filter(|&at| belongs(at)).collect();
    match bearers[..] {
        [at] => Ok(&table.regions[at]),
        [] => Err(table.unknown(name, |code| within.is_none_or(|province| is_in(code, province)))),
        _ => Err(Unknown { nearest: bearers.iter().map(|&at| table.regions[at].name.clone()).collect() }),
    }
}

/// The province of a city or regency.
#[must_use]
pub fn province_of(region: &Region) -> Option<&'static Region> {
    let code = region.code.as_str().get(..2)?;
    PlaceCode::parse(code).ok().and_then(|code| self::region(&code))
}

/// The kecamatan of a city or regency, by code; empty for any other place.
#[must_use]
pub fn districts(code: &PlaceCode) -> &'static [District] {
    DISTRICTS.get(code).map_or(&[], Vec::as_slice)
}

impl Table {
    fn new() -> Self {
        let mut table = Self {
            regions: Vec::with_capacity(600),
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            by_bare_name: HashMap::new(),
        };
        for [code, name] in rows(include_str!("../gazetteer/provinces.csv")) {
            table.add(code, name);
        }
        for [code, _, name] in rows(include_str!("../gazetteer/regencies.csv")) {
            table.add(code, name);
        }
        for (code, alias) in PROVINCE_ALIASES.iter().chain(&REGENCY_ALIASES) {
            let at = PlaceCode::parse(code).ok().and_then(|code| table.by_code.get(&code).copied());
            if let Some(at) = at {
                table.by_name.insert(key(alias), at);
            }
        }
        table
    }

    fn add(&mut self, code: &str, name: &str) {
        let Ok(code) = PlaceCode::parse(code) else { return };
        let at = self.regions.len();
        let name = cased(name);
        let form = key(&name);
        if let Some(bare) = form.strip_prefix("kabupaten").or_else(|| form.strip_prefix("kota")) {
            self.by_bare_name.entry(bare.to_owned()).or_default().push(at);
        }
        self.by_name.insert(form, at);
        self.by_code.insert(code.clone(), at);
        self.regions.push(Region { code, name });
    }

    fn province(&self, name: &str) -> Option<&PlaceCode> {
        let at = *self.by_name.get(&key(name))?;
        Some(&self.regions[at].code).filter(|code| !is_regency(code))
    }

    fn unknown(&self, name: &str, among: impl Fn(&PlaceCode) -> bool) -> Unknown {
        let known = self.by_name.iter().filter_map(|(form, &at)| {
            let region = &self.regions[at];
            among(&region.code).then_some((form.as_str(), region.name.as_str()))
        });
        Unknown::among(&key(name), known)
    }
}

fn is_regency(code: &PlaceCode) -> bool {
    code.as_str().len() == 4
}

fn is_in(regency: &PlaceCode, province: &PlaceCode) -> bool {
    is_regency(regency) && regency.as_str().starts_with(province.as_str())
}

/// The rows of a table under its header. No name holds a comma or quotes.
fn rows<const N: usize>(csv: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    csv.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        let mut row = [""; N];
        for field in &mut row {
            *field = fields.next()?;
        }
        Some(row)
    })
}

/// A name in capitals as it is written: `KOTA BANDUNG` is `Kota Bandung`.
fn cased(name: &str) -> String {
    let words = name.split(' ').map(|word| match word {
        "DKI" => word.to_owned(),
        "DAN" => "dan".to_owned(),
        _ => {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| format!("{first}{}", letters.as_str().to_lowercase()))
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The form by which regions are compared: without blanks, dots and hyphens,
/// because files write `Palangka Raya`, `Palangkaraya` and `Toli-Toli`; with
/// `Kab.`, `Kep.` and `Adm.` written out or left out.
fn key(name: &str) -> String {
    let words = normal(&name.replace(['.', '-'], " "));
    let mut form = String::with_capacity(words.len());
    for word in words.split(' ') {
        form.push_str(match word {
            "kab" => "kabupaten",
            "kep" => "kepulauan",
            "administrasi" | "adm" | "provinsi" | "prov" => "",
            _ => word,
        });
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(name: &str, province: Option<&str>) -> Option<&'static str> {
        region_named(name, province).ok().map(|region| region.code.as_str())
    }

    fn code(text: &str) -> PlaceCode {
        PlaceCode::parse(text).unwrap()
    }

    #[test]
    fn no_row_of_the_tables_is_lost() {
        assert_eq!(TABLE.regions.len(), 38 + 514);
        assert_eq!(TABLE.by_code.len(), 38 + 514);
        assert_eq!(DISTRICTS.values().map(Vec::len).sum::<usize>(), 7277);
    }

    #[test]
    fn every_region_is_found_again_by_its_own_name() {
        for region in &TABLE.regions {
            assert_eq!(region_named(&region.name, None), Ok(region));
        }
    }

    #[test]
    fn every_alias_names_a_region_that_exists() {
        for (code, alias) in PROVINCE_ALIASES.iter().chain(&REGENCY_ALIASES) {
            assert_eq!(code_of(alias, None), Some(*code), "{alias}");
        }
    }

    #[test]
    fn names_are_written_with_capitals_where_they_belong() {
        let name = |text| region(&code(text)).map(|region| region.name.as_str());
        assert_eq!(name("3273"), Some("Kota Bandung"));
        assert_eq!(name("3203"), Some("Kabupaten Cianjur"));
        assert_eq!(name("11"), Some("Aceh"));
        assert_eq!(name("31"), Some("DKI Jakarta"));
        assert_eq!(name("7310"), Some("Kabupaten Pangkajene dan Kepulauan"));
        assert_eq!(name("3273/kosambi"), None);
    }

    #[test]
    fn a_region_is_known_in_every_spelling_of_price_files() {
        for name in ["Kab. Cirebon", "Kabupaten Cirebon", "KAB CIREBON", "kab.cirebon"] {
            assert_eq!(code_of(name, Some("Jawa Barat")), Some("3209"), "{name}");
        }
        assert_eq!(code_of("Kota Cirebon", Some("JAWA BARAT")), Some("3274"));
        for name in ["D.I. Yogyakarta", "DI Yogyakarta", "Daerah Istimewa Yogyakarta", "DIY"] {
            assert_eq!(code_of(name, None), Some("34"), "{name}");
        }
        assert_eq!(code_of("Kota Palangka Raya", None), Some("6271"));
        assert_eq!(code_of("Kab. Toli-Toli", None), Some("7204"));
        assert_eq!(code_of("Kota Jakarta Pusat", Some("DKI Jakarta")), Some("3171"));
    }

    #[test]
    fn a_bare_name_is_accepted_only_where_one_region_bears_it() {
        assert_eq!(code_of("Cianjur", None), Some("3203"));
        assert_eq!(
            region_named("Bandung", Some("Jawa Barat")).unwrap_err().nearest,
            ["Kabupaten Bandung", "Kota Bandung"]
        );
    }

    #[test]
    fn a_region_of_another_province_is_not_meant() {
        assert_eq!(code_of("Kota Bandung", Some("Jawa Timur")), None);
        assert_eq!(code_of("Kota Bandung", Some("Atlantis")), None);
    }

    #[test]
    fn an_unknown_name_comes_with_the_nearest_ones() {
        let unknown = region_named("Kab. Cianjurr", None).unwrap_err();
        assert_eq!(unknown.nearest.first().map(String::as_str), Some("Kabupaten Cianjur"));
        assert!(region_named(&"x".repeat(1_000_000), None).is_err());
    }

    #[test]
    fn a_city_has_its_kecamatan() {
        let bandung = districts(&code("3273"));
        assert_eq!(bandung.len(), 30);
        assert!(bandung.iter().any(|district| district.name == "Coblong" && district.code == "327302"));
        assert!(districts(&code("32")).is_empty());
    }
}

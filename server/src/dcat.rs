//! The catalogue of data sets for other catalogues: DCAT 3 in JSON-LD, with what DCAT-AP
//! asks for. All prices are one data set, and those of each commodity another.

use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::export::Format;
use lumbung_data::model::catalogue::SeriesRow;
use lumbung_data::model::{CommodityId, Frequency, Lang, PlaceCode, decapitalised};
use lumbung_data::profile::Profile;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Where it stands.
pub const PATH: &str = "/data/catalog.jsonld";
/// Its media type.
pub const MEDIA_TYPE: &str = "application/ld+json";

const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
/// The European Union's lists, which DCAT-AP takes frequencies and themes from.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// What a catalogue is made of.
#[derive(Debug, Clone, Copy)]
pub struct Catalog<'a> {
    /// Scheme and host that its addresses begin with; without them they are relative.
    pub site: &'a str,
    /// The city.
    pub profile: &'a Profile,
    /// The series that there are.
    pub series: &'a [SeriesRow],
    /// The data version.
    pub version: i64,
    /// When that was made.
    pub modified: Option<DateTime<Utc>>,
}

/// A format that a data set comes in: its name, the rest of the address, its media type.
struct Shape {
    name: &'static str,
    extension: &'static str,
    variant: Option<&'static str>,
    format: Format,
}

const SHAPES: [Shape; 6] = [
    shape("CSV", "csv", None, Format::Csv(lumbung_data::export::Variant::Plain)),
    shape("JSON", "json", None, Format::Json),
    shape("Parquet", "parquet", None, Format::Parquet),
    shape("XLSX", "xlsx", None, Format::Xlsx),
    shape("Data Package", "zip", None, Format::Package),
    shape("SDMX-CSV 2.0", "csv", Some("sdmx"), Format::Sdmx),
];

const fn shape(name: &'static str, extension: &'static str, variant: Option<&'static str>, format: Format) -> Shape {
    Shape { name, extension, variant, format }
}

/// A data set: all prices, or those of a commodity.
struct Dataset<'a> {
    id: &'a str,
    commodity: Option<&'a CommodityId>,
    title: [String; 2],
    series: Vec<&'a SeriesRow>,
}

impl Catalog<'_> {
    /// The catalogue.
    #[must_use]
    pub fn json(&self) -> Value {
        let city = &self.profile.name;
        let datasets: Vec<Value> = self.datasets().iter().map(|dataset| self.dataset(dataset)).collect();
        let mut catalog = json!({
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
                "skos": "http://www.w3.org/2004/02/skos/core#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@id": self.address(PATH),
            "@type": "dcat:Catalog",
            "dct:title": both(&format!("Data harga pangan {city}"), &format!("Food price data of {city}")),
            "dct:description": both(
                &format!("Deret harga bahan pangan pokok yang dihimpun Lumbung {city}."),
                &format!("Price series of staple foods that Lumbung {city} collects."),
            ),
            "dct:publisher": self.publisher(),
            "dct:license": link(LICENCE),
            "dct:language": [link(&format!("{AUTHORITY}language/IND")), link(&format!("{AUTHORITY}language/ENG"))],
            "foaf:homepage": link(&self.address("/")),
            "dcat:version": self.version.to_string(),
            "dcat:dataset": datasets,
        });
        self.date(&mut catalog);
        catalog
    }

    fn datasets(&self) -> Vec<Dataset<'_>> {
        let city = &self.profile.name;
        let mut by_commodity: BTreeMap<&CommodityId, Vec<&SeriesRow>> = BTreeMap::new();
        for row in self.series {
            by_commodity.entry(&row.commodity).or_default().push(row);
        }
        let all = Dataset {
            id: "harga-pangan",
            commodity: None,
            title: [format!("Harga pangan, {city}"), format!("Food prices, {city}")],
            series: self.series.iter().collect(),
        };
        let mut datasets = if self.series.is_empty() { Vec::new() } else { vec![all] };
        for (id, series) in by_commodity {
            let known = self.profile.commodity(id);
            let name = |lang| decapitalised(known.map_or(id.as_str(), |commodity| commodity.name(lang)));
            let title = [format!("Harga {}, {city}", name(Lang::Id)), format!("Price of {}, {city}", name(Lang::En))];
            datasets.push(Dataset { id: id.as_str(), commodity: Some(id), title, series });
        }
        datasets
    }

    fn dataset(&self, dataset: &Dataset<'_>) -> Value {
        let Dataset { id, commodity, title: [title, title_en], series } = dataset;
        let places: BTreeSet<PlaceCode> = series.iter().map(|row| row.place.region()).collect();
        let spatial: Vec<Value> = places.iter().map(|place| self.location(place)).collect();
        let sources: BTreeSet<String> =
            series.iter().map(|row| lumbung_app::source_name(&row.source, Lang::Id)).collect();
        let sources_en: BTreeSet<String> =
            series.iter().map(|row| lumbung_app::source_name(&row.source, Lang::En)).collect();
        let listed = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(", ");
        let description = both(
            &format!("{title}: harga bersih menurut tempat, tingkat harga, dan sumber. Sumber: {}.", listed(sources)),
            &format!("{title_en}: cleaned prices by place, level and source. Sources: {}.", listed(sources_en)),
        );
        let page = self.address(&match commodity {
            Some(commodity) => format!("/data?komoditas={commodity}"),
            None => "/data".to_owned(),
        });
        let distributions: Vec<Value> =
            SHAPES.iter().map(|shape| self.distribution(id, *commodity, shape, &page)).collect();
        let mut value = json!({
            "@id": format!("{}#{id}", self.address(PATH)),
            "@type": "dcat:Dataset",
            "dct:identifier": id,
            "dct:title": both(title, title_en),
            "dct:description": description,
            "dct:publisher": self.publisher(),
            "dct:license": link(LICENCE),
            "dct:language": link(&format!("{AUTHORITY}language/IND")),
            "dct:spatial": spatial,
            "dcat:theme": [link(&format!("{AUTHORITY}data-theme/AGRI")), link(&format!("{AUTHORITY}data-theme/ECON"))],
            "dcat:keyword": { "@language": "id", "@value": decapitalised(title.split(',').next().unwrap_or(title)) },
            "dcat:landingPage": link(&page),
            "dcat:version": self.version.to_string(),
            "dcat:distribution": distributions,
        });
        if let Some(pace) = series.iter().map(|row| row.frequency).min() {
            value["dct:accrualPeriodicity"] = link(&format!("{AUTHORITY}frequency/{}", frequency(pace)));
        }
        let span = (series.iter().map(|row| row.first).min(), series.iter().map(|row| row.last).max());
        if let (Some(first), Some(last)) = span {
            value["dct:temporal"] = json!({
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": day(first),
                "dcat:endDate": day(last),
            });
        }
        self.date(&mut value);
        value
    }

    fn distribution(&self, id: &str, commodity: Option<&CommodityId>, shape: &Shape, page: &str) -> Value {
        let Shape { name, extension, variant, format } = shape;
        let commodity = commodity.map(|commodity| format!("commodity={commodity}"));
        let query: Vec<String> =
            commodity.into_iter().chain(variant.map(|variant| format!("variant={variant}"))).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let media_type = format.media_type().split(';').next().unwrap_or_default();
        let mut value = json!({
            "@id": format!("{}#{id}-{}", self.address(PATH), variant.unwrap_or(extension)),
            "@type": "dcat:Distribution",
            "dct:title": name,
            "dct:license": link(LICENCE),
            "dcat:accessURL": link(page),
            "dcat:downloadURL": link(&self.address(&format!("/api/v1/prices.{extension}{query}"))),
        });
        if *format == Format::Sdmx {
            // No registered media type names it.
            value["dct:format"] = json!({ "@type": "dct:MediaTypeOrExtent", "rdfs:label": media_type });
            value["dct:conformsTo"] = link(&self.address("/api/v1/sdmx/structure.xml"));
        } else {
            value["dcat:mediaType"] = link(&format!("{MEDIA_TYPES}{media_type}"));
        }
        value
    }

    fn publisher(&self) -> Value {
        json!({
            "@id": format!("{}#penerbit", self.address(PATH)),
            "@type": "foaf:Agent",
            "foaf:name": self.profile.metadata.institution.as_ref().unwrap_or(&self.profile.name),
        })
    }

    /// An area by its BPS code.
    fn location(&self, place: &PlaceCode) -> Value {
        json!({
            "@type": "dct:Location",
            "dct:identifier": place.as_str(),
            "skos:prefLabel": { "@language": "id", "@value": self.profile.place_name(place) },
        })
    }

    fn date(&self, value: &mut Value) {
        if let Some(modified) = self.modified {
            value["dct:modified"] = json!({
                "@type": "xsd:dateTime",
                "@value": modified.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            });
        }
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }
}

fn link(address: &str) -> Value {
    json!({ "@id": address })
}

fn both(id: &str, en: &str) -> Value {
    json!([{ "@language": "id", "@value": id }, { "@language": "en", "@value": en }])
}

fn day(day: NaiveDate) -> Value {
    json!({ "@type": "xsd:date", "@value": day })
}

/// A frequency in the European Union's list.
fn frequency(pace: Frequency) -> &'static str {
    match pace {
        Frequency::Daily => "DAILY",
        Frequency::Weekly => "WEEKLY",
        Frequency::Monthly => "MONTHLY",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::model::{PriceLevel, SourceId};

    fn row(commodity: &str, place: &str, frequency: Frequency, span: [&str; 2]) -> SeriesRow {
        SeriesRow {
            commodity: CommodityId::parse(commodity).unwrap(),
            name: String::new(),
            place: PlaceCode::parse(place).unwrap(),
            place_name: String::new(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency,
            unit: "kg".to_owned(),
            first: span[0].parse().unwrap(),
            last: span[1].parse().unwrap(),
            priced: 1,
            coverage: 1.0,
            version: 2,
        }
    }

    #[test]
    fn a_data_set_spans_its_series_and_comes_as_often_as_the_most_frequent() {
        let profile = Profile::load("bandung").unwrap();
        let series = [
            row("bawang-merah", "3273/kosambi", Frequency::Monthly, ["2019-01-01", "2020-01-01"]),
            row("bawang-merah", "3203", Frequency::Daily, ["2019-06-01", "2023-12-29"]),
            row("telur-ayam-ras", "3273", Frequency::Weekly, ["2021-01-01", "2024-01-01"]),
        ];
        let catalog =
            Catalog { site: "https://lumbung.go.id", profile: &profile, series: &series, version: 7, modified: None };
        let json = catalog.json();
        let datasets = json["dcat:dataset"].as_array().unwrap();
        assert_eq!(datasets.len(), 3, "all, and one a commodity");
        let shallots = &datasets[1];
        assert_eq!(shallots["@id"], "https://lumbung.go.id/data/catalog.jsonld#bawang-merah");
        assert_eq!(shallots["dct:title"][1]["@value"], "Price of shallots, Kota Bandung");
        assert_eq!(shallots["dct:temporal"]["dcat:startDate"]["@value"], "2019-01-01");
        assert_eq!(shallots["dct:temporal"]["dcat:endDate"]["@value"], "2023-12-29");
        assert!(shallots["dct:accrualPeriodicity"]["@id"].as_str().unwrap().ends_with("/frequency/DAILY"));
        let places = shallots["dct:spatial"].as_array().unwrap();
        assert_eq!(places.iter().map(|place| &place["dct:identifier"]).collect::<Vec<_>>(), ["3203", "3273"]);
        let downloads = shallots["dcat:distribution"].as_array().unwrap();
        assert_eq!(
            downloads[5]["dcat:downloadURL"]["@id"],
            "https://lumbung.go.id/api/v1/prices.csv?commodity=bawang-merah&variant=sdmx"
        );
    }

    #[test]
    fn an_empty_lake_has_a_catalogue_without_data_sets() {
        let profile = Profile::load("cianjur").unwrap();
        let json = Catalog { site: "", profile: &profile, series: &[], version: 1, modified: None }.json();
        assert!(json["dcat:dataset"].as_array().unwrap().is_empty());
        assert_eq!(json["@id"], "/data/catalog.jsonld");
    }
}

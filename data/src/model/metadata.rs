//! The statistical metadata of BPS (Peraturan BPS 5/2020): the forms MS-Kegiatan,
//! MS-Variabel and MS-Indikator, as far as they are filled in.

use super::page::Standing;
use serde::Serialize;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// What it describes.
    #[serde(rename = "nama")]
    pub name: String,
    /// Its blocks.
    #[serde(rename = "blok")]
    pub blocks: Vec<Block>,
}

/// A block of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Its heading.
    #[serde(rename = "judul")]
    pub title: &'static str,
    /// Its entries.
    #[serde(rename = "rincian")]
    pub entries: Vec<Entry>,
}

/// An entry of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What is asked.
    #[serde(rename = "pertanyaan")]
    pub label: &'static str,
    /// The answer; none as long as nobody has given it.
    #[serde(rename = "isian")]
    pub value: Option<String>,
    /// The key of the profile's table `metadata` that takes the answer, where only the city knows it.
    #[serde(rename = "kunci_profil", skip_serializing_if = "Option::is_none")]
    pub key: Option<&'static str>,
}

/// All forms of a city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forms {
    /// The activity that gives the data.
    #[serde(rename = "ms_kegiatan")]
    pub activity: Form,
    /// The variables that it collects.
    #[serde(rename = "ms_variabel")]
    pub variables: Vec<Form>,
    /// The indicators that are made of them.
    #[serde(rename = "ms_indikator")]
    pub indicators: Vec<Form>,
}

/// The page with the forms.
#[derive(Debug, Clone)]
pub struct MetadataPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// The forms.
    pub forms: Forms,
}

//! Where the figures of a series lie, and how programs read them.

use crate::asked::Asked;
use crate::i18n::words;
use crate::reader;
use leptos::prelude::*;
use lumbung_data::model::catalogue::SeriesPage;

/// The formats, as people call them.
const FORMATS: [(&str, &str); 5] =
    [("csv", "CSV"), ("xlsx", "Excel (XLSX)"), ("parquet", "Parquet"), ("json", "JSON"), ("zip", "ZIP")];

/// The address of a format, without the host.
pub(super) fn address(page: &SeriesPage, format: &str, is_fixed: bool) -> String {
    let version = if is_fixed { format!("&as_of={}", page.standing.version) } else { String::new() };
    format!("{}{version}", page.row.file(format))
}

/// Stable addresses: of the latest version, and of the one that is shown.
pub(super) fn urls(page: &SeriesPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let version = page.standing.version;
    let links = |is_fixed: bool| {
        let links = FORMATS.map(|(format, name)| view! { " " <a href=address(page, format, is_fixed)>{name}</a> });
        links.into_iter().collect_view()
    };
    view! {
        <section class="part" aria-labelledby="unduh">
            <h2 id="unduh">{words!(lang, data.download)}</h2>
            <dl class="facts">
                <div>
                    <dt>{words!(lang, data.latest)}</dt>
                    <dd class="series-links">{links(false)}</dd>
                </div>
                <div>
                    <dt>{words!(lang, data.this_version, version = version)}</dt>
                    <dd class="series-links">{links(true)}</dd>
                </div>
            </dl>
            <p class="fine">{words!(lang, data.download_note)}</p>
        </section>
    }
}

/// Code that reads the version that is shown.
pub(super) fn snippets(page: &SeriesPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let site = reader::site(asked);
    let csv = format!("{site}{}", address(page, "csv", true));
    let parquet = format!("{site}{}", address(page, "parquet", true));
    let code = [
        (
            "Python",
            format!(
                "import pandas as pd\n\nharga = pd.read_csv(\"{csv}\", parse_dates=[\"date\"], dtype={{\"place\": str}})"
            ),
        ),
        ("R", format!("harga <- read.csv(\"{csv}\")\nharga$date <- as.Date(harga$date)")),
        ("DuckDB", format!("CREATE TABLE harga AS SELECT * FROM read_csv('{csv}');")),
        (
            "Excel",
            format!(
                "let\n    Sumber = Csv.Document(Web.Contents(\"{csv}\"), [Delimiter = \",\", Encoding = 65001]),\n    \
                 Judul = Table.PromoteHeaders(Sumber),\n    \
                 Harga = Table.TransformColumnTypes(Judul, {{{{\"date\", type date}}, {{\"price\", type number}}, \
                 {{\"version\", Int64.Type}}}}, \"en-US\")\nin\n    Harga"
            ),
        ),
        ("curl", format!("curl -fsSOJ \"{parquet}\"")),
    ];
    let parts = code.map(|(name, code)| {
        let excel = (name == "Excel").then(|| view! { <p class="fine">{words!(lang, data.excel_note)}</p> });
        view! {
            <h3>{name}</h3>
            {excel}
            <pre tabindex="0"><code>{code}</code></pre>
        }
    });
    view! {
        <section class="part ready-code" aria-labelledby="kode">
            <h2 id="kode">{words!(lang, data.code)}</h2>
            <p class="fine">{words!(lang, data.code_note)}</p>
            {parts.into_iter().collect_view()}
        </section>
    }
}

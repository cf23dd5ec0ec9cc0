//! One market day by day from several sources: `Tanggal,Komoditas,Harga,Sumber`.
//! Each source keeps its own series.
//!
//! Dates ISO 8601, names with `_` for blanks, rupiah with a decimal point and
//! no thousands marks, `0`, `-` or nothing for "not reported", daily. The
//! market and its price level are not in the file. Units are the commodities'
//! own. A source that is none of the national ones is a local one (`lokal`);
//! two of them in a file would mix, so the second is refused.

use super::intake::{Context, Intake};
use super::long::{self, Long, none, reported};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Table};
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::model::Frequency;
use crate::names::normal;
use crate::profile::Profile;

pub(super) const FORMAT: Format =
    Format { id: "multi-source", asks: Asks { place: true, level: true }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 4] = ["Tanggal", "Komoditas", "Harga", "Sumber"];

/// Beginnings of what local offices call themselves.
const LOCAL: [&str; 8] = ["dinas", "dis", "bagian", "pasar", "upt", "perumda", "tpid", "lokal"];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &[], 1)
}

fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [date, commodity, price, source] = header.positions(COLUMNS);
    let place = context.given_place()?;
    let mut local: Option<String> = None;
    let mut resolve = |intake: &mut Intake<'_>, names: &[&str], near: bool| -> Result<u32, Fault> {
        let commodity = names[0].replace('_', " ");
        let commodity = resolve::commodity(intake.context.profile, &commodity, near).map_err(|reason| (0, reason))?;
        let source = source_of(names[1], &mut local).map_err(|reason| (1, reason))?;
        let source = resolve::source(source).map_err(|reason| (1, reason))?;
        let whose = Whose { place: place.clone(), level: intake.context.level, source, frequency: Frequency::Daily };
        whose.series(intake, commodity, None).map_err(|reason| (0, reason))
    };
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[commodity, source],
            resolve: &mut resolve,
            when: &[date],
            date: &|text| date::iso(text[0]).ok_or(Reason::BadIsoDate),
            price,
            number: &number::rupiah_point_decimal,
            mark: &reported,
            skip: none,
        },
    ))
}

/// The source that a file calls by this name. `local` is the one that stands
/// for `lokal` in this file.
fn source_of(name: &str, local: &mut Option<String>) -> Result<&'static str, Reason> {
    let form = normal(name);
    Ok(match form.as_str() {
        "" => return Err(Reason::EmptyField),
        "pihps" | "bank indonesia" | "bi" => "pihps",
        "sp2kp" | "kemendag" => "sp2kp",
        "bapanas" | "panel harga" | "badan pangan nasional" => "bapanas",
        "wfp" => "wfp",
        "bps" => "bps",
        _ if !LOCAL.iter().any(|start| form.starts_with(start)) => {
            return Err(Reason::UnknownSource("PIHPS, SP2KP, Bapanas, WFP, BPS, Dinas …".to_owned()));
        }
        _ => {
            if normal(local.get_or_insert_with(|| name.to_owned())) != form {
                return Err(Reason::SecondLocalSource(local.clone().unwrap_or_default()));
            }
            "lokal"
        }
    })
}

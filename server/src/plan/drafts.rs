//! A variant as drafts of interventions: one a site, each a proposal that a person decides
//! about.

use lumbung_data::model::intervention::{Entry, Intervention, InterventionKind, InterventionStatus, Item};
use lumbung_data::model::ledger::LedgerEntry;
use lumbung_data::model::plan::{Chosen, PlanPage, Sale, Site, Variant};
use lumbung_data::model::sheet::Heading;
use lumbung_data::model::{CommodityId, PlaceCode, WarningKind};
use lumbung_data::profile::Profile;

/// The drafts of a variant, without those that the book has already: of the same kecamatan
/// and day, about the same commodities, and not cancelled.
pub(crate) fn drafts(
    page: &PlanPage,
    variant: &Variant,
    profile: &Profile,
    ledger: &[LedgerEntry],
    known: &[Entry],
) -> Vec<Intervention> {
    let drafts = variant.sites.iter().map(|site| draft(page, site, profile, ledger));
    let is_new = |draft: &Intervention| {
        !known.iter().any(|entry| {
            let other = &entry.intervention;
            other.status != InterventionStatus::Cancelled
                && (&other.district, other.from) == (&draft.district, draft.from)
                && draft.items.iter().all(|item| other.sells(&item.commodity))
        })
    };
    drafts.filter(|draft| is_new(draft) && draft.check().is_empty()).collect()
}

fn draft(page: &PlanPage, site: &Site, profile: &Profile, ledger: &[LedgerEntry]) -> Intervention {
    let sold: Vec<&Chosen> =
        page.chosen.iter().filter(|chosen| site.sales.iter().any(|sale| sale.commodity == chosen.commodity)).collect();
    let warning = sold.iter().find_map(|chosen| warning(ledger, &chosen.commodity, &profile.code));
    let simulated = if page.simulated { " Harga dalam usulan ini simulasi, bukan harga pasar." } else { "" };
    let names: Vec<&str> = site.sales.iter().map(|sale| sale.name.as_str()).collect();
    Intervention {
        kind: InterventionKind::PasarMurah,
        status: InterventionStatus::Proposed,
        title: format!("Pasar murah Kecamatan {}", site.name),
        district: Some(site.code.clone()),
        location: String::new(),
        places: site.near.iter().map(|near| near.place.clone()).collect(),
        from: site.date,
        to: site.date,
        organiser: profile.sheet.responsible(Heading::Affordability).id,
        partner: String::new(),
        items: site.sales.iter().map(item).collect(),
        note: format!(
            "Usulan perencana pasar murah dari data versi {}, untuk {}. Lokasi dan volume adalah anggapan yang perlu \
             dipastikan.{simulated}",
            page.version,
            names.join(", ")
        ),
        outcome: String::new(),
        warning,
    }
}

fn item(sale: &Sale) -> Item {
    Item {
        price: Some(whole(sale.selling)),
        reference: Some(whole(sale.price)),
        subsidy: Some(whole(sale.subsidy())),
        limit: Some(sale.per_buyer.min(sale.volume)),
        ..Item::of(sale.commodity.clone(), sale.unit.clone(), sale.volume)
    }
}

/// The warning in force of the city's own price that calls for a cheap market.
fn warning(ledger: &[LedgerEntry], commodity: &CommodityId, city: &PlaceCode) -> Option<i64> {
    let kinds = [WarningKind::Surge, WarningKind::Creep, WarningKind::Early, WarningKind::Supply];
    let about = |entry: &&LedgerEntry| {
        let key = &entry.key;
        entry.in_force() && key.commodity == *commodity && key.place == *city && kinds.contains(&key.kind)
    };
    ledger.iter().filter(about).min_by_key(|entry| entry.key.kind).map(|entry| entry.id)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole rupiah of a plausible price")]
fn whole(rupiah: f64) -> u32 {
    rupiah.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

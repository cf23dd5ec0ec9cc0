//! An effect in words that need no statistics.

use super::assess::Impact;
use super::placebo::LEVEL;
use super::verdict::{LITTLE, Reason, Verdict};
use crate::model::{Lang, date_long, day, percent, rupiah, rupiah_per, whole_percent};

/// What a text calls things.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The commodity, such as `Telur ayam ras`.
    pub commodity: &'a str,
    /// The place of the intervention, such as `Pasar Kosambi`.
    pub place: &'a str,
    /// The unit of the price, such as `kg`.
    pub unit: &'a str,
}

impl Impact {
    /// What was found, as a paragraph.
    #[must_use]
    pub fn paragraph(&self, names: &Names<'_>, lang: Lang) -> String {
        let mut sentences = vec![self.finding(names, lang)];
        match self.verdict {
            Verdict::Lower | Verdict::Higher => {
                sentences.push(self.interval(names, lang));
                sentences.extend(self.alone(lang));
                sentences.push(self.duration(lang));
                sentences.extend(self.spared(names, lang));
                sentences.extend(self.cost(names, lang));
            }
            Verdict::Little => sentences.push(self.interval(names, lang)),
            Verdict::Inconclusive(_) => {}
        }
        sentences.push(self.basis(lang));
        if self.unfinished {
            let last = date_long(day::date(self.plan.last()), lang);
            sentences.push(match lang {
                Lang::Id => format!("Harga baru diketahui sampai {last}, sehingga hasil ini masih dapat berubah."),
                Lang::En => format!("Prices are known up to {last} only, so this may still change."),
            });
        }
        sentences.join(" ")
    }

    /// What is said, with its figure or with the reason why there is none.
    fn finding(&self, names: &Names<'_>, lang: Lang) -> String {
        let Names { commodity, place, unit } = names;
        let [from, until] = [self.plan.from, self.plan.until()].map(|on| date_long(day::date(on), lang));
        let share = percent(self.share.value.abs(), lang);
        let amount = rupiah_per(self.rupiah.value.abs(), unit, lang);
        let direction = match self.verdict {
            Verdict::Lower => lang.pick("lebih rendah", "lower"),
            Verdict::Higher => lang.pick("lebih tinggi", "higher"),
            Verdict::Little => {
                let little = percent(LITTLE, lang);
                return match lang {
                    Lang::Id => format!(
                        "Dari {from} sampai {until}, harga {commodity} di {place} hampir sama dengan harga yang diperkirakan seandainya tidak ada kegiatan: bedanya tidak lebih dari {little}."
                    ),
                    Lang::En => format!(
                        "From {from} to {until} the price of {commodity} at {place} was much what it would have been without the intervention: {little} away at the most."
                    ),
                };
            }
            Verdict::Inconclusive(reason) => {
                let reason = self.reason(reason, lang);
                return match lang {
                    Lang::Id => format!(
                        "Belum dapat disimpulkan apakah kegiatan itu mengubah harga {commodity} di {place}: {reason}."
                    ),
                    Lang::En => format!(
                        "Whether the intervention changed the price of {commodity} at {place} cannot be told yet: {reason}."
                    ),
                };
            }
        };
        match lang {
            Lang::Id => format!(
                "Dari {from} sampai {until}, harga {commodity} di {place} rata-rata {share} ({amount}) {direction} daripada harga yang diperkirakan seandainya tidak ada kegiatan."
            ),
            Lang::En => format!(
                "From {from} to {until} the price of {commodity} at {place} was on average {share} ({amount}) {direction} than it would have been without the intervention."
            ),
        }
    }

    /// Why nothing is said of the effect.
    fn reason(&self, reason: Reason, lang: Lang) -> String {
        let [low, high] = [self.share.low, self.share.high].map(|share| signed(share, lang));
        // From this on a fall of the price would be told from what is usual.
        let seen = percent(-(self.log.low - self.log.value).exp_m1(), lang);
        match (reason, lang) {
            (Reason::Wide, Lang::Id) => format!(
                "pengaruhnya dapat berada di mana saja antara {low} dan {high}, dan di tempat itu hanya penurunan di atas {seen} yang dapat dibedakan dari perubahan biasa"
            ),
            (Reason::Wide, Lang::En) => format!(
                "the effect may lie anywhere between {low} and {high}, and only a fall of more than {seen} can be told there from what is usual"
            ),
            (Reason::MovedBefore, Lang::Id) => {
                "harga di tempat itu sudah bergerak lain dari tempat pembanding pada pekan sebelum kegiatan".to_owned()
            }
            (Reason::MovedBefore, Lang::En) => {
                "the price there already went another way than elsewhere in the week before".to_owned()
            }
            (Reason::Still, Lang::Id) => {
                "harga yang dilaporkan di tempat itu tidak berubah sama sekali pada masa yang dinilai, sehingga perbedaannya hanya berasal dari tempat lain".to_owned()
            }
            (Reason::Still, Lang::En) => {
                "the price that was reported there did not change at all in those days, so that only other places moved".to_owned()
            }
            (Reason::Disagree, Lang::Id) => {
                "dua cara membandingkan dengan tempat lain memberi arah yang berlawanan".to_owned()
            }
            (Reason::Disagree, Lang::En) => "two ways of comparing with other places point opposite ways".to_owned(),
        }
    }

    fn interval(&self, names: &Names<'_>, lang: Lang) -> String {
        let sure = whole_percent(LEVEL);
        if self.verdict == Verdict::Little {
            let [low, high] = [self.share.low, self.share.high].map(|share| signed(share, lang));
            return match lang {
                Lang::Id => format!("Dengan keyakinan {sure}, pengaruhnya antara {low} dan {high}."),
                Lang::En => format!("With {sure} confidence the effect lies between {low} and {high}."),
            };
        }
        let lower = self.verdict == Verdict::Lower;
        let apart = |estimate: &super::Estimate| {
            let bounds = [estimate.low.abs(), estimate.high.abs()];
            if lower { [bounds[1], bounds[0]] } else { bounds }
        };
        let [least, most] = apart(&self.share).map(|share| percent(share, lang));
        let [from, to] = apart(&self.rupiah).map(|amount| rupiah_per(amount, names.unit, lang));
        match lang {
            Lang::Id => {
                format!("Dengan keyakinan {sure}, perbedaannya antara {least} dan {most} ({from} sampai {to}).")
            }
            Lang::En => {
                format!("With {sure} confidence the difference lies between {least} and {most} ({from} to {to}).")
            }
        }
    }

    /// The effect while the intervention itself lasted, where that is more than a day, less
    /// than its time, and the effect went the way that is told of all of it.
    fn alone(&self, lang: Lang) -> Option<String> {
        let during = self.during.filter(|during| during * self.log.value > 0.0)?;
        if self.plan.after == 0 || self.plan.to == self.plan.from {
            return None;
        }
        let during = percent(during.abs(), lang);
        Some(match lang {
            Lang::Id => format!("Selama kegiatan itu sendiri perbedaannya rata-rata {during}."),
            Lang::En => format!("While the intervention itself lasted it was {during} on average."),
        })
    }

    fn duration(&self, lang: Lang) -> String {
        let Some(lasted) = self.lasted else {
            return lang
                .pick(
                    "Berapa lama pengaruhnya bertahan tidak dapat dipastikan, karena tidak ada satu hari pun yang perbedaannya pasti.",
                    "How long it lasted cannot be told: of no single day is the difference certain.",
                )
                .to_owned();
        };
        let [since, until] = [lasted.since, lasted.until].map(|on| date_long(day::date(on), lang));
        let days = lasted.days();
        match (lasted.at_least, lang) {
            (false, Lang::Id) => format!("Perbedaan itu terlihat dari {since} sampai {until} ({days} hari)."),
            (true, Lang::Id) => format!(
                "Perbedaan itu terlihat sejak {since} dan masih ada pada {until}, hari terakhir yang dinilai (sedikitnya {days} hari)."
            ),
            (false, Lang::En) => format!("The difference is seen from {since} to {until} ({days} days)."),
            (true, Lang::En) => format!(
                "The difference is seen from {since} on and was still there on {until}, the last day that is judged (at least {days} days)."
            ),
        }
    }

    /// What buyers were spared.
    fn spared(&self, names: &Names<'_>, lang: Lang) -> Option<String> {
        let relief = self.relief?;
        let amount = |value: f64| rupiah(value, lang);
        let spared = relief.rupiah_days;
        let (value, low, high, days, unit) =
            (amount(spared.value), amount(spared.low), amount(spared.high), relief.days, names.unit);
        Some(match lang {
            Lang::Id => format!(
                "Pembeli yang setiap hari membeli satu {unit} selama {days} hari itu menghemat sekitar {value} (antara {low} dan {high})."
            ),
            Lang::En => format!(
                "Whoever bought one {unit} a day over those {days} days was spared about {value} (between {low} and {high})."
            ),
        })
    }

    /// What that cost, where a subsidy is known.
    fn cost(&self, names: &Names<'_>, lang: Lang) -> Option<String> {
        let cost = self.relief?.subsidy?;
        let (value, low, unit) = (rupiah(cost.value, lang), rupiah(cost.low, lang), names.unit);
        let bounds = match cost.high.map(|high| rupiah(high, lang)) {
            Some(high) => match lang {
                Lang::Id => format!("antara {low} dan {high}"),
                Lang::En => format!("between {low} and {high}"),
            },
            None => match lang {
                Lang::Id => format!("sedikitnya {low}"),
                Lang::En => format!("at least {low}"),
            },
        };
        Some(match lang {
            Lang::Id => format!(
                "Untuk setiap rupiah penurunan harga per {unit} selama satu hari dikeluarkan subsidi {value} ({bounds})."
            ),
            Lang::En => format!(
                "Each rupiah by which the price of one {unit} was lower for a day took {value} of subsidy ({bounds})."
            ),
        })
    }

    /// What was compared with what.
    fn basis(&self, lang: Lang) -> String {
        let (places, before) = (self.controls.len(), self.plan.before);
        match lang {
            Lang::Id => format!(
                "Pembandingnya {places} tempat tanpa kegiatan dan {before} hari sebelumnya; ketidakpastiannya diukur pada {} masa tanpa kegiatan.",
                self.placebos.blocks
            ),
            Lang::En => format!(
                "It is compared with {places} places without one and with the {before} days before; how sure it is was measured on {} stretches of days without an intervention.",
                self.placebos.blocks
            ),
        }
    }
}

/// A share with its sign.
fn signed(share: f64, lang: Lang) -> String {
    if share.is_finite() {
        crate::model::signed_percent(share, lang)
    } else {
        lang.pick("tak terhingga", "without bound").to_owned()
    }
}

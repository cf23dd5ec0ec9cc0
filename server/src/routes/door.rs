//! The table of doors: every address that wants to know who asks, and every
//! write, with the rule of who may. A write that is not in it is refused
//! before any handler, so a door without a rule stays shut.

use super::{AppState, batches, office};
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use lumbung_data::model::{Role, Scope};
use std::time::Duration;

/// Who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Anybody: reads that are public, and signing in itself.
    Anybody,
    /// Whoever has signed in, also before the second factor is set up.
    SignedIn,
    /// Accounts of at least this role.
    AtLeast(Role),
    /// The same, and scripts with a token of this scope.
    Script(Role, Scope),
}

/// What a door is for, as far as limits differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everything else.
    Plain,
    /// Where passwords, codes and links are tried, and letters are called for.
    SignIn,
    /// What a mail program asks for from anywhere: its address is a secret of one letter,
    /// and who is signed in does not count.
    OneClick,
    /// What reads much of the lake.
    Slow,
    /// Where files come in.
    Upload,
    /// Where phones hand in what was noted on the market floor.
    Floor,
}

/// One door.
#[derive(Clone)]
pub struct Door {
    /// The method.
    pub method: Method,
    /// The path as the router writes it.
    pub path: &'static str,
    /// Who may.
    pub rule: Rule,
    /// What it is for.
    pub kind: Kind,
    pub(super) handler: MethodRouter<AppState>,
}

impl Door {
    fn read(path: &'static str, rule: Rule, handler: MethodRouter<AppState>) -> Self {
        Self { method: Method::GET, path, rule, kind: Kind::Plain, handler }
    }

    fn write(path: &'static str, rule: Rule, handler: MethodRouter<AppState>) -> Self {
        Self { method: Method::POST, path, rule, kind: Kind::Plain, handler }
    }

    fn sign_in(self) -> Self {
        Self { kind: Kind::SignIn, ..self }
    }

    fn one_click(self) -> Self {
        Self { kind: Kind::OneClick, ..self }
    }

    fn slow(self) -> Self {
        Self { kind: Kind::Slow, ..self }
    }

    fn upload(self) -> Self {
        Self { kind: Kind::Upload, ..self }
    }

    fn floor(self) -> Self {
        Self { kind: Kind::Floor, ..self }
    }

    /// Whether anything is changed through it.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.method != Method::GET
    }

    /// How long a request may take.
    pub(super) fn time_limit(&self) -> Duration {
        match self.kind {
            Kind::Plain | Kind::SignIn | Kind::OneClick | Kind::Floor => super::TIME_LIMIT,
            Kind::Slow | Kind::Upload => Duration::from_mins(10),
        }
    }
}

/// A reported value: day, commodity, level, source, frequency and place.
const REVIEW: &str = "/tinjau/{date}/{commodity}/{level}/{source}/{frequency}/{*place}";

/// Every door.
#[must_use]
pub fn doors() -> Vec<Door> {
    use Rule::{Anybody, AtLeast, Script, SignedIn};
    let officer = AtLeast(Role::Officer);
    let admin = AtLeast(Role::Admin);
    let upload = Script(Role::Officer, Scope::Upload);
    let withdraw = Script(Role::Officer, Scope::Withdraw);
    vec![
        Door::read("/masuk", Anybody, get(office::sign_in::page)),
        Door::write("/masuk", Anybody, post(office::sign_in::sign_in)).sign_in(),
        Door::read("/masuk/kode", Anybody, get(office::code::page)),
        Door::write("/masuk/kode", Anybody, post(office::code::enter)).sign_in(),
        Door::read("/masuk/oidc", Anybody, get(office::provider::begin)).sign_in(),
        Door::read("/masuk/oidc/kembali", Anybody, get(office::provider::finish)).sign_in(),
        Door::write("/keluar", SignedIn, post(office::sign_in::sign_out)),
        Door::read("/tautan/{token}", Anybody, get(office::link::page)).sign_in(),
        Door::write("/tautan/{token}", Anybody, post(office::link::choose)).sign_in(),
        Door::read("/langganan", Anybody, get(office::subscribe::page)),
        Door::write("/langganan", Anybody, post(office::subscribe::ask)).sign_in(),
        Door::read("/langganan/{token}", Anybody, get(office::subscription::page)).sign_in(),
        Door::write("/langganan/{token}", Anybody, post(office::subscription::keep)).sign_in(),
        Door::write("/langganan/{token}/akhiri", Anybody, post(office::subscription::end)).one_click(),
        Door::read("/akun", officer, get(office::account::page)),
        Door::write("/akun/sandi", officer, post(office::account::change_password)).sign_in(),
        Door::read("/akun/dua-langkah", SignedIn, get(office::set_up::page)),
        Door::write("/akun/dua-langkah", SignedIn, post(office::set_up::confirm)).sign_in(),
        Door::write("/akun/kode-cadangan", officer, post(office::set_up::renew_codes)).sign_in(),
        Door::write("/akun/sesi/{id}/akhiri", officer, post(office::sessions::end)),
        Door::write("/akun/sesi/akhiri-semua", officer, post(office::sessions::end_all)),
        Door::write("/akun/token", officer, post(office::tokens::make)),
        Door::write("/akun/token/{id}/cabut", officer, post(office::tokens::revoke)),
        Door::read("/pengguna", admin, get(office::people::page)),
        Door::write("/pengguna", admin, post(office::people::invite)),
        Door::write("/pengguna/{id}/peran", admin, post(office::people::change_role)),
        Door::write("/pengguna/{id}/tautan", admin, post(office::people::make_link)),
        Door::write("/pengguna/{id}/nonaktifkan", admin, post(office::people::disable)),
        Door::write("/pengguna/{id}/aktifkan", admin, post(office::people::enable)),
        Door::write("/pengguna/{id}/hapus-dua-langkah", admin, post(office::people::clear_second_factor)),
        Door::write("/pengguna/{id}/akhiri-sesi", admin, post(office::people::end_sessions)),
        Door::read("/pelanggan", admin, get(office::subscribers::page)),
        Door::write("/pelanggan", admin, post(office::subscribers::add)),
        Door::write("/pelanggan/{id}/hapus", admin, post(office::subscribers::remove)),
        Door::write("/pelanggan/{id}/aktifkan", admin, post(office::subscribers::enable)),
        Door::write("/pelanggan/{id}/coba", admin, post(office::subscribers::try_out)),
        Door::read("/jejak", admin, get(office::trail::page)),
        Door::read("/jejak.csv", admin, get(office::trail::export)),
        Door::read("/unggah", officer, get(office::uploads::page)),
        Door::write("/unggah", officer, post(office::uploads::take)).upload(),
        Door::read("/unggah/{id}", officer, get(office::preview::page)),
        Door::read("/unggah/{id}/alasan.csv", officer, get(office::preview::reasons)),
        Door::write("/unggah/{id}/baca", officer, post(office::preview::read_again)),
        Door::write("/unggah/{id}/petakan", officer, post(office::mapping::map)),
        Door::write("/unggah/{id}/simpan", officer, post(office::preview::store)).slow(),
        Door::write("/unggah/{id}/buang", officer, post(office::preview::discard)),
        Door::write("/unggah/pemetaan/{id}/hapus", officer, post(office::mapping::delete)),
        Door::read("/unggah/versi/{version}", officer, get(office::batch::page)),
        Door::write("/unggah/versi/{version}/batalkan", officer, post(office::batch::withdraw)).slow(),
        Door::read(REVIEW, officer, get(office::review::page)),
        Door::write(REVIEW, officer, post(office::review::decide)).slow(),
        Door::read("/peringatan", Anybody, get(office::warnings::list)),
        Door::read("/peringatan/{id}", Anybody, get(office::warnings::page)),
        Door::write("/peringatan/{id}", officer, post(office::warnings::act)),
        Door::read("/pekan", Anybody, get(office::weeks::list)),
        Door::read("/pekan/{week}", Anybody, get(office::weeks::page)),
        Door::write("/pekan/{week}/terbit", AtLeast(Role::Leader), post(office::weeks::publish)).slow(),
        Door::read("/intervensi", Anybody, get(office::interventions::list)),
        Door::read("/intervensi/baru", officer, get(office::interventions::blank_form)),
        Door::write("/intervensi/baru", officer, post(office::interventions::add)),
        Door::read("/intervensi/{id}", Anybody, get(office::interventions::page)),
        Door::read("/intervensi/{id}/ubah", officer, get(office::interventions::filled_form)),
        Door::write("/intervensi/{id}/ubah", officer, post(office::interventions::change)),
        Door::read("/intervensi/rencana", officer, get(office::plan::page)),
        Door::write("/intervensi/rencana", officer, post(office::plan::draft)),
        Door::read("/kad", Anybody, get(office::agreements::list)),
        Door::write("/kad", officer, post(office::agreements::add)),
        Door::read("/kad/{id}", Anybody, get(office::agreements::page)),
        Door::write("/kad/{id}", officer, post(office::agreements::change)),
        Door::read("/catat", officer, get(office::floor::markets)),
        Door::read("/catat/keadaan", officer, get(office::floor_phone::standing)),
        Door::write("/catat/kirim", officer, post(office::floor_phone::receive)).floor(),
        Door::read("/catat/foto/{id}", officer, get(office::floor_phone::photo)),
        Door::write("/catat/foto/{id}", officer, post(office::floor_phone::take_photo)).floor(),
        Door::read("/catat/rencana", AtLeast(Role::Leader), get(office::floor_plan::page)),
        Door::write("/catat/rencana", AtLeast(Role::Leader), post(office::floor_plan::assign)),
        Door::write("/catat/rencana/ingatkan", AtLeast(Role::Leader), post(office::floor_plan::remind)),
        Door::read("/catat/rencana/{region}/{market}", AtLeast(Role::Leader), get(office::floor_plan::notes)),
        Door::read("/catat/{region}/{market}", officer, get(office::floor::form)),
        Door::write("/catat/{region}/{market}", officer, post(office::floor::take)).floor(),
        Door::read("/api/v1/batches", Anybody, get(batches::list)),
        Door::write("/api/v1/batches", upload, post(batches::upload)).upload(),
        Door::write("/api/v1/batches/{version}/withdraw", withdraw, post(batches::withdraw)).slow(),
    ]
}

/// How many parts of a write's path lead to the page that its form is on; none
/// for a write that has a page of its own, and for programs.
pub(super) fn page_above(door: &Door, doors: &[Door]) -> Option<usize> {
    let has_page = |path: &str| doors.iter().any(|other| other.path == path && !other.is_write());
    if !door.is_write() || door.path.starts_with("/api/") || has_page(door.path) {
        return None;
    }
    let mut path = door.path;
    while let Some((above, _)) = path.rsplit_once('/') {
        if above.is_empty() || has_page(above) {
            return Some(above.matches('/').count());
        }
        path = above;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_write_of_the_office_wants_an_account() {
        let by_secret = [Kind::SignIn, Kind::OneClick];
        for door in doors().iter().filter(|door| door.is_write() && !by_secret.contains(&door.kind)) {
            assert_ne!(door.rule, Rule::Anybody, "{}", door.path);
        }
    }

    #[test]
    fn no_door_stands_twice_in_the_table() {
        let doors = doors();
        let mut names: Vec<_> = doors.iter().map(|door| (door.method.as_str(), door.path)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), doors.len());
    }
}

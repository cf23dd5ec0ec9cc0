//! The world that the typesetter sees: one template, two faces, and the files
//! of this sheet. It opens nothing on disk, asks no network and knows no clock,
//! so that the same sheet becomes the same bytes.

use crate::chart::FACES;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// How the sheet is set.
const TEMPLATE: &str = include_str!("sheet.typ");

/// What is the same for every sheet, made once.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Option<Source>,
}

static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
    Shop {
        // Heads of rows, for those who have the table read to them.
        library: LazyHash::new(
            <Library as LibraryExt>::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
        ),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: id("sheet.typ").map(|id| Source::new(id, TEMPLATE.to_owned())),
    }
});

/// The address of a file beside the template; none where the name is no path.
fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// The template with the files of one sheet.
pub(super) struct Desk {
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    /// A desk with these files, by name; none where a name is no path.
    pub(super) fn new(files: impl IntoIterator<Item = (&'static str, String)>) -> Option<Self> {
        let files = files.into_iter().map(|(name, text)| Some((id(name)?, Bytes::from_string(text))));
        Some(Self { main: SHOP.template.as_ref()?.id(), files: files.collect::<Option<_>>()? })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHOP.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHOP.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SHOP.template.clone().filter(|template| template.id() == id).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHOP.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_holds_its_own_files_and_two_faces_of_one_family() {
        let desk = Desk::new([("sheet.json", "{}".to_owned())]).unwrap();
        assert_eq!(desk.file(id("sheet.json").unwrap()).unwrap().as_slice(), b"{}");
        assert!(desk.file(id("/etc/hostname").unwrap()).is_err());
        assert!(desk.source(desk.main()).is_ok() && desk.source(id("other.typ").unwrap()).is_err());
        assert!(desk.today(None).is_none());
        let families: Vec<&str> = desk.book().families().map(|(family, _)| family).collect();
        assert_eq!(families, ["IBM Plex Sans"]);
        assert!(desk.font(0).is_some() && desk.font(1).is_some() && desk.font(2).is_none());
    }
}
